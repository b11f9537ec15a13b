import CircleFRI
import CircleGroups
import Commitments
import FiniteFields
import HashFunctions
import Testing
import Transcripts

@Suite struct FriVerifierTests {
    /// A straightforward prover over whole layers, written from the definition.
    struct Prover {
        var proof: FriProof
        var transcript: Transcript
        let column: [QM31]

        static func leaf(_ values: ArraySlice<QM31>) -> Blake2sDigest {
            MerkleLeaf.hash(values.flatMap { [$0.a, $0.b, $0.c, $0.d] }, variant: .blake2s)
        }

        static func layers(of leaves: [Blake2sDigest]) -> [[Blake2sDigest]] {
            var layers = [leaves]
            while layers[layers.count - 1].count > 1 {
                let below = layers[layers.count - 1]
                layers.append((0..<below.count / 2).map { Blake2s.hash(below[2 * $0], below[2 * $0 + 1]) })
            }
            return layers
        }

        /// The column of the polynomial with these coefficients in the circle basis, lowest index first.
        static func column(coefficients: [QM31], logSize: Int) -> [QM31] {
            (0..<UInt32(1 << logSize)).map { slot in
                let point = CircleDomain(logSize: logSize).point(atSlot: slot)
                var factors = [point.y], x = point.x
                while 1 << factors.count < coefficients.count {
                    factors.append(x)
                    x = doubleX(x)
                }
                var values = coefficients
                for factor in factors where values.count > 1 {
                    values = (0..<values.count / 2).map { values[2 * $0] + values[2 * $0 + 1].times(factor) }
                }
                return values[0]
            }
        }

        /// `logDegree`: the degree the prover pretends, where it is not that of the coefficients.
        init(coefficients: [QM31], config: FriConfig, queries: [UInt32], logDegree: Int? = nil) throws {
            let logDegree = logDegree ?? coefficients.count.trailingZeroBitCount
            let layers = try FriLayers(logDegree: logDegree, config: config)
            column = Prover.column(coefficients: coefficients, logSize: layers.first.logSize)
            transcript = Transcript()
            var values = column, positions = Set(queries), isCircle = true
            var proofs: [FriLayerProof] = []
            for layer in [layers.first] + layers.inner {
                let perLeaf = layer.isPacked ? 4 : 1
                let tree = Prover.layers(
                    of: (0..<values.count / perLeaf).map { Prover.leaf(values[perLeaf * $0..<perLeaf * $0 + perLeaf]) })
                let size = UInt32(1 << layer.foldStep)
                var witness: [QM31] = [], known = Set<UInt32>()
                let subsets = Set(positions.map { $0 / size })
                for subset in subsets.sorted() {
                    for slot in subset * size..<subset * size + size {
                        if !positions.contains(slot) { witness.append(values[Int(slot)]) }
                        known.insert(slot / UInt32(perLeaf))
                    }
                }
                var hashes: [Blake2sDigest] = []
                for level in tree.dropLast() {
                    for position in known.sorted() where !known.contains(position ^ 1) {
                        hashes.append(level[Int(position ^ 1)])
                    }
                    known = Set(known.map { $0 >> 1 })
                }
                let root = tree[tree.count - 1][0]
                proofs.append(
                    FriLayerProof(
                        witness: witness, decommitment: MerkleDecommitment(hashWitness: hashes), commitment: root))
                transcript.mix(root)
                var challenge = transcript.drawElement()
                var logSize = layer.logSize
                for _ in 0..<layer.foldStep {
                    values = (0..<values.count / 2).map { pair in
                        let slot = UInt32(2 * pair)
                        let coordinate =
                            isCircle
                            ? CircleDomain(logSize: logSize).point(atSlot: slot).y
                            : LineDomain(logSize: logSize).x(atSlot: slot)
                        let even = values[2 * pair], odd = values[2 * pair + 1]
                        return even + odd + challenge * (even - odd).times(coordinate.inverse)
                    }
                    isCircle = false
                    logSize -= 1
                    challenge = challenge * challenge
                }
                positions = subsets
            }
            // Interpolation by solving for the coefficients: a constant, or two values at opposite points.
            let last: [QM31]
            if config.logLastLayerDegreeBound == 0 {
                last = [values[0]]
            } else {
                let x = LineDomain(logSize: layers.lastLogSize).x(atSlot: 0)
                let half = M31(2).inverse
                last = [
                    (values[0] + values[1]).times(half), (values[0] - values[1]).times(half).times(x.inverse),
                ]
            }
            proof = FriProof(firstLayer: proofs[0], innerLayers: Array(proofs[1...]), lastLayerCoefficients: last)
        }
    }

    static func coefficients(_ count: Int) -> [QM31] {
        (0..<UInt32(count)).map {
            QM31(M31(canonical: 3 &* $0 &+ 1), M31(canonical: $0 &* $0), 5, M31(canonical: 1000 &- $0))
        }
    }

    // The unit tests of the reference's Cairo verifier, poly/line_test.cairo.
    @Test func `line polynomials take the published values`() {
        let two = LinePolynomial(coefficients: [QM31(1, 2, 3, 4), QM31(5, 6, 7, 8)])
        #expect(two.evaluate(at: 10) == QM31(51, 62, 73, 84))
        let same = QM31(1_080_276_375, 1_725_024_947, 477_465_525, 102_017_026)
        #expect(
            LinePolynomial(coefficients: [same, same]).evaluate(at: 590_768_354)
                == QM31(515_899_232, 1_030_391_528, 1_006_544_539, 11_142_505))
        let eight = LinePolynomial(coefficients: [
            QM31(1, 8, 0, 1), QM31(2, 7, 1, 2), QM31(3, 6, 0, 1), QM31(4, 5, 1, 3), QM31(5, 4, 0, 1),
            QM31(6, 3, 1, 4), QM31(7, 2, 0, 1), QM31(8, 1, 1, 5),
        ])
        #expect(
            eight.evaluate(at: 10) == QM31(1_328_848_956, 239_350_644, 174_242_200, 838_661_589))
    }

    static let queries: [UInt32] = [1, 2, 7, 40, 41, 63]

    static func verify(_ proof: FriProof, _ column: [QM31], logDegree: Int, config: FriConfig) throws(FriError) {
        var transcript = Transcript()
        let verifier = try FriVerifier(
            logDegree: logDegree, config: config, proof: proof, transcript: &transcript)
        try verifier.verify(queries: queries, answers: queries.map { column[Int($0)] })
    }

    @Test(arguments: [(1, 0), (2, 0), (3, 0), (4, 0), (1, 1), (2, 1)])
    func `an honest proof passes for every folding step`(step: UInt32, last: UInt32) throws {
        let config = FriConfig(logBlowup: 1, logLastLayerDegreeBound: last, queryCount: 6, foldStep: step)
        let prover = try Prover(coefficients: Self.coefficients(32), config: config, queries: Self.queries)
        try Self.verify(prover.proof, prover.column, logDegree: 5, config: config)
    }

    @Test func `a wrong answer does not belong to the first layer`() throws {
        let config = FriConfig(logBlowup: 1, logLastLayerDegreeBound: 0, queryCount: 6, foldStep: 1)
        let prover = try Prover(coefficients: Self.coefficients(32), config: config, queries: Self.queries)
        var column = prover.column
        column[7] = column[7] + .one
        #expect(throws: FriError.commitment(layer: 0, .rootMismatch)) {
            try Self.verify(prover.proof, column, logDegree: 5, config: config)
        }
    }

    @Test func `another last polynomial is found`() throws {
        let config = FriConfig(logBlowup: 1, logLastLayerDegreeBound: 0, queryCount: 6, foldStep: 1)
        var prover = try Prover(coefficients: Self.coefficients(32), config: config, queries: Self.queries)
        prover.proof.lastLayerCoefficients[0] = .one
        #expect(throws: FriError.lastLayerMismatch) {
            try Self.verify(prover.proof, prover.column, logDegree: 5, config: config)
        }
    }

    @Test func `a column of twice the degree does not fold to a constant`() throws {
        let config = FriConfig(logBlowup: 1, logLastLayerDegreeBound: 0, queryCount: 6, foldStep: 1)
        let prover = try Prover(
            coefficients: Self.coefficients(64), config: config, queries: Self.queries, logDegree: 5)
        #expect(throws: FriError.lastLayerMismatch) {
            try Self.verify(prover.proof, prover.column, logDegree: 5, config: config)
        }
    }

    @Test func `answers must match queries`() throws {
        let config = FriConfig(logBlowup: 1, logLastLayerDegreeBound: 0, queryCount: 6, foldStep: 2)
        let prover = try Prover(coefficients: Self.coefficients(32), config: config, queries: Self.queries)
        var transcript = Transcript()
        let verifier = try FriVerifier(logDegree: 5, config: config, proof: prover.proof, transcript: &transcript)
        #expect(throws: FriError.wrongNumberOfAnswers) { try verifier.verify(queries: [1, 2], answers: [.one]) }
        // What prover and verifier drew and mixed is the same.
        var proverTranscript = prover.transcript
        proverTranscript.mix(prover.proof.lastLayerCoefficients)
        #expect(transcript == proverTranscript)
    }

    @Test(arguments: [
        (0, 1, 0, 1), (1, 0, 0, 1), (1, 17, 0, 1), (1, 1, 17, 1), (5, 1, 5, 1), (30, 1, 0, 1), (3, 1, 0, 4),
        (-1, 2, 0, 1), (31, 1, 0, 1), (25, 1, 17, 1), (20, 1, 0, 17), (20, 17, 0, 1),
    ])
    func `impossible parameters make no layers`(degree: Int, blowup: UInt32, last: UInt32, step: UInt32) {
        let config = FriConfig(logBlowup: blowup, logLastLayerDegreeBound: last, queryCount: 1, foldStep: step)
        #expect(throws: FriError.invalidParameters) { try FriLayers(logDegree: degree, config: config) }
    }

    @Test func `the last inner layer folds by what remains`() throws {
        let config = FriConfig(logBlowup: 1, logLastLayerDegreeBound: 0, queryCount: 1, foldStep: 3)
        let layers = try FriLayers(logDegree: 20, config: config)
        #expect(layers.inner.map(\.foldStep) == [3, 3, 3, 3, 3, 2])
        #expect(layers.inner.map(\.logSize) == [18, 15, 12, 9, 6, 3])
        #expect(layers.lastLogSize == 1)
    }
}
