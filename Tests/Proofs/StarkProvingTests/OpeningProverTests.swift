import CircleFRI
import CircleGroups
import CirclePolynomials
import Commitments
import Determinism
import FiniteFields
import HashFunctions
import PackedFields
import StarkProving
import StarkVerifying
import Testing
import Transcripts

/// Proofs over random columns against the verifier, which shares no code with the prover's fast paths.
@Suite struct OpeningProverTests {
    struct Shape: Sendable, CustomTestStringConvertible {
        var logBlowup: UInt32 = 1, foldStep: UInt32 = 1, lastBound: UInt32 = 0
        var variant = ProofHash.blake2s
        var preprocessed = [4, 5, 5, 9], main = [4, 6, 9, 6, 4, 10], interaction = [4, 9, 10, 6]
        var testDescription: String {
            "blowup \(logBlowup) fold \(foldStep) last \(lastBound) \(variant) \(preprocessed)"
        }
    }

    static let shapes = [
        Shape(), Shape(foldStep: 3), Shape(foldStep: 4, lastBound: 2), Shape(logBlowup: 2, foldStep: 2, lastBound: 1),
        Shape(variant: .blake2sM31), Shape(preprocessed: [4, 12]), Shape(preprocessed: [4, 7]),
        Shape(foldStep: 2, main: [16, 4, 5], interaction: [16, 16, 4]),
        Shape(main: [4], interaction: [4, 4, 4, 4]),
    ]

    @Test(arguments: shapes)
    func `the verifier accepts an honest proof and no changed one`(shape: Shape) throws {
        let (layout, proof, point, transcript) = try makeProof(shape)
        try verify(layout, proof, point, transcript)

        var changed = proof
        changed.sampledValues[1][0][0] = changed.sampledValues[1][0][0] + .one
        #expect(throws: StarkError.self) { try verify(layout, changed, point, transcript) }
        changed = proof
        changed.queriedValues[2][1][0] = changed.queriedValues[2][1][0] + 1
        #expect(throws: StarkError.self) { try verify(layout, changed, point, transcript) }
        changed = proof
        changed.fri.lastLayerCoefficients[0] = changed.fri.lastLayerCoefficients[0] + .one
        #expect(throws: StarkError.self) { try verify(layout, changed, point, transcript) }
        changed = proof
        changed.proofOfWork += 1
        #expect(throws: StarkError.self) { try verify(layout, changed, point, transcript) }
    }

    /// An honest proof under parameters, or for columns, that no verifier may work with.
    @Test func `parameters and shapes outside the limits are refused before any work`() throws {
        let (layout, proof, point, _) = try makeProof(Shape())
        func refusal(_ change: (inout StarkProof) -> Void) -> StarkError? {
            var changed = proof
            change(&changed)
            do throws(StarkError) {
                _ = try OpeningVerifier(layout: layout, proof: changed, point: point)
                return nil
            } catch { return error }
        }
        #expect(refusal { _ in } == nil)
        #expect(refusal { $0.config.minLiftingLogSize = 1 } == .unsupportedParameters)
        #expect(refusal { $0.config.powBits = 64 } == .unsupportedParameters)
        #expect(refusal { $0.config.fri.logBlowup = 0 } == .unsupportedParameters)
        #expect(refusal { $0.config.fri.logBlowup = 9 } == .unsupportedParameters)
        #expect(refusal { $0.config.fri.queryCount = 0 } == .unsupportedParameters)
        #expect(refusal { $0.config.fri.queryCount = 4_097 } == .unsupportedParameters)
        #expect(refusal { $0.sampledValues[1][0] = [] } == .wrongSampleShape(tree: 1))
        #expect(refusal { $0.commitments.removeLast() } == .wrongNumberOfCommitments)
        // Columns that fit as rows but not on their domains.
        var changed = proof
        let current = CommittedColumn(logSize: 29, mask: .current), none = CommittedColumn(logSize: 29, mask: .none)
        let small = CommittedColumn(logSize: 4, mask: .current)
        changed.sampledValues = [[[]], [[.one]], [[.one]], [[QM31]](repeating: [.one], count: 8)]
        for (main, blowup) in [(current, 2), (small, 3)] as [(CommittedColumn, UInt32)] {
            changed.config.fri.logBlowup = blowup
            let wide = try TreeLayout(preprocessed: [none], main: [main], interaction: [small])
            #expect(throws: StarkError.columnTooLarge) {
                try OpeningVerifier(layout: wide, proof: changed, point: point)
            }
        }
    }

    struct Break: Sendable, CustomTestStringConvertible {
        let error: StarkError
        let breaks: @Sendable (inout StarkProof) -> Void
        var testDescription: String { "\(error)" }
    }

    static let breaks: [Break] = [
        Break(error: .wrongNumberOfDecommitments) { $0.decommitments.append($0.decommitments[0]) },
        Break(error: .wrongSampleShape(tree: 0)) { $0.sampledValues.removeLast() },
        Break(error: .wrongSampleShape(tree: 1)) { $0.sampledValues[1].removeLast() },
        Break(error: .queryProofOfWork) { $0.proofOfWork &+= 1 },
        Break(error: .wrongQueriedValueShape(tree: 0)) { $0.queriedValues.removeLast() },
        Break(error: .wrongQueriedValueShape(tree: 1)) { $0.queriedValues[1].removeLast() },
        Break(error: .wrongQueriedValueShape(tree: 2)) { $0.queriedValues[2][0].removeLast() },
        Break(error: .commitment(tree: 2, .rootMismatch)) { proof in
            proof.queriedValues[2][1][0] = proof.queriedValues[2][1][0] + 1
        },
        Break(error: .lowDegree(.wrongNumberOfLayers)) { $0.fri.innerLayers.removeLast() },
        Break(error: .lowDegree(.wrongLastLayerSize)) { $0.fri.lastLayerCoefficients.append(.one) },
        Break(error: .lowDegree(.commitment(layer: 0, .rootMismatch))) { $0.fri.firstLayer.witness[0] = .one },
        Break(error: .lowDegree(.witnessTooLong(layer: 0))) { $0.fri.firstLayer.witness.append(.one) },
    ]

    /// Each is accepted, or refused by something else, without the check it is for.
    @Test(arguments: breaks) func `a proof broken in one place is refused by the check for it`(example: Break) throws {
        let (layout, honest, point, transcript) = try makeProof(Shape())
        var proof = honest
        example.breaks(&proof)
        let broken = proof
        #expect(throws: example.error) { try verify(layout, broken, point, transcript) }
    }

    @Test func `layouts without columns or with too large ones are refused`() throws {
        func column(_ logSize: UInt8) -> CommittedColumn { CommittedColumn(logSize: logSize, mask: .current) }
        _ = try TreeLayout(preprocessed: [column(29)], main: [column(29)], interaction: [column(1)])
        for (preprocessed, main, interaction) in [
            ([column(30)], [column(4)], [column(4)]), ([column(4)], [column(30)], [column(4)]),
            ([column(4)], [column(4)], [column(30)]), ([], [column(4)], [column(4)]), ([column(4)], [], []),
            ([column(4)], [column(0)], [column(0)]),
        ] {
            #expect(throws: StarkError.columnTooLarge) {
                try TreeLayout(preprocessed: preprocessed, main: main, interaction: interaction)
            }
        }
    }

    @Test func `samples are the values of the polynomials`() throws {
        let (layout, proof, point, _) = try makeProof(Shape())
        var random = Columns(seed: 3)
        let previous = point - CirclePointIndex.subgroupGenerator(logSize: 10).point
        for (tree, columns) in layout.trees.enumerated() {
            for (index, column) in columns.enumerated() {
                let coefficients = ReferenceTransform.interpolate(random.next(Int(column.logSize)).array)
                let times = layout.logRows - Int(column.logSize)
                let values = proof.sampledValues[tree][index]
                #expect(values.count == column.mask.sampleCount)
                if let last = values.last {
                    let place = point.doubled(times: times)
                    #expect(last == ReferenceTransform.evaluate(coefficients, at: place))
                }
                if values.count == 2 {
                    let place = previous.doubled(times: times)
                    #expect(values[0] == ReferenceTransform.evaluate(coefficients, at: place))
                }
            }
        }
    }

    private func makeProof(_ shape: Shape) throws -> (TreeLayout, StarkProof, SecureCirclePoint, Transcript) {
        func columns(_ sizes: [Int], _ mask: (Int) -> CommittedColumn.Mask) -> [CommittedColumn] {
            sizes.enumerated().map { CommittedColumn(logSize: UInt8($1), mask: mask($0)) }
        }
        let logRows = (shape.main + shape.interaction).max() ?? 0
        let layout = try TreeLayout(
            preprocessed: columns(shape.preprocessed) {
                shape.preprocessed[$0] > logRows || $0 == 1 ? .none : .current
            },
            main: columns(shape.main) { _ in .current },
            interaction: columns(shape.interaction) { $0 % 2 == 0 ? .previousAndCurrent : .current })
        let twiddles = Twiddles(logSize: 18)
        var random = Columns(seed: 3)
        var transcript = Transcript(variant: shape.variant)
        var trees: [CommittedTree] = []
        for columns in layout.trees {
            let values = columns.map { random.next(Int($0.logSize)) }
            trees.append(
                CommittedTree(
                    extending: values, logBlowup: Int(shape.logBlowup), transform: CircleTransform(twiddles),
                    variant: shape.variant))
            transcript.mix(trees[trees.count - 1].tree.root)
        }
        let point = try #require(SecureCirclePoint(parameter: transcript.drawElement()))
        let start = transcript
        let config = PcsConfig(
            powBits: 8,
            fri: FriConfig(
                logBlowup: shape.logBlowup, logLastLayerDegreeBound: shape.lastBound, queryCount: 9,
                foldStep: shape.foldStep))
        let prover = OpeningProver(layout: layout, trees: trees, config: config, twiddles: twiddles)
        let proof = try prover.prove(samples: prover.samples(at: point), at: point, transcript: &transcript)
        return (layout, proof, point, start)
    }

    private func verify(
        _ layout: TreeLayout, _ proof: StarkProof, _ point: SecureCirclePoint, _ transcript: Transcript
    ) throws {
        var transcript = transcript
        try OpeningVerifier(layout: layout, proof: proof, point: point).verify(transcript: &transcript)
    }
}

/// Random columns from a seed.
struct Columns {
    var random: SplitMix64
    init(seed: UInt64) { random = SplitMix64(seed: seed) }
    mutating func next(_ logSize: Int) -> PackedColumn {
        PackedColumn((0..<(1 << logSize)).map { _ in M31(reducing: random.next()) })
    }
}
