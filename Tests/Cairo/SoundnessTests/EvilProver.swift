import CairoAIR
import CairoVerifying
import CairoWitness
import CircleFRI
import CircleGroups
import CirclePolynomials
import ConstraintSystems
import FiniteFields
import HashFunctions
import PackedFields
import StarkProving
import StarkVerifying
import Transcripts

/// The prover, made of the real one's parts, with a place for a lie after every step. Without one it makes the real proof.
struct EvilProver {
    /// What it does otherwise than the protocol says.
    struct Lies {
        /// The trace, before the claim is mixed.
        var trace: (MainTrace, inout CairoClaim) -> Void = { _, _ in }
        /// The committed main columns, extended already.
        var committed: ([PackedColumn]) -> Void = { _ in }
        var preprocessed: (CommittedTree) -> CommittedTree = { $0 }
        var firstNonce: (UInt64) -> UInt64 = { $0 }
        /// The challenges that the interaction trace is made with.
        var elements: (LookupElements) -> LookupElements = { $0 }
        var claimedSums: (inout [QM31], _ publicSum: QM31) -> Void = { _, _ in }
        var gamma: (QM31) -> QM31 = { $0 }
        /// The samples, with the challenges that decide whether they pass for a valid opening.
        var samples: (inout [[[QM31]]], Opening) -> Void = { _, _ in }
        /// Tests another polynomial than the quotients for low degree.
        var testsAnotherPolynomial = false
        var queries: ([UInt32]) -> [UInt32] = { $0 }
        var proof: (inout CairoProof) -> Void = { _ in }
    }

    /// What the verifier asks for at the out-of-domain point.
    struct Opening {
        let point: SecureCirclePoint
        /// Binary logarithm of the rows of the largest table.
        let logRows: Int
        /// The constraints' value that these samples have to have.
        let constraints: ([[[QM31]]]) -> QM31
    }

    let policy: CairoVerificationPolicy
    var lies = Lies()
    private var logBlowup: Int { Int(policy.config.fri.logBlowup) }

    init(policy: CairoVerificationPolicy, _ change: (inout Lies) -> Void = { _ in }) {
        self.policy = policy
        change(&lies)
    }

    /// The preprocessed columns, committed once.
    static let preprocessed = CommittedTree(
        extending: PreprocessedTrace.columns(.canonicalSmall), logBlowup: 1,
        transform: CircleTransform(.shared(logSize: 22)), variant: .blake2s)

    func prove(_ input: ProverInput) throws -> CairoProof {
        let trace = try TraceGenerator.generate(input, variant: policy.variant)
        var claim = trace.claim
        lies.trace(trace, &claim)
        let layout = try CairoLayout(
            claim: claim, variant: policy.variant, opensAllPreprocessed: policy.opensAllPreprocessed)
        let twiddles = Twiddles.shared(logSize: 22), transform = CircleTransform(twiddles)
        func extended(_ columns: [PackedColumn]) -> CommittedTree {
            CommittedTree(extending: columns, logBlowup: logBlowup, transform: transform, variant: policy.hash)
        }

        var trees = [lies.preprocessed(Self.preprocessed)]
        var transcript = Transcript(variant: policy.hash)
        transcript.mix(QM31.zero)
        policy.config.mix(into: &transcript)
        transcript.mix(trees[0].tree.root)
        claim.mix(into: &transcript)
        let main = extended(trace.tables.flatMap(\.columns))
        lies.committed(main.columns)
        trees.append(CommittedTree(columns: main.columns, logBlowup: logBlowup, variant: policy.hash))
        transcript.mix(trees[1].tree.root)

        let bits = CairoVerifier.interactionProofOfWorkBits
        let nonce = lies.firstNonce(try found(Grinding.firstNonce(transcript: transcript, bits: bits)))
        transcript.mix(nonce)
        let (z, alpha) = transcript.drawElementPair()
        let elements = LookupElements(z: z, alpha: alpha)
        var interaction: [PackedColumn] = [], sums: [QM31] = []
        for table in trace.tables {
            let preprocessed = table.kind.counts(logSize: table.logSize).preprocessed.map {
                PreprocessedTrace.column($0)
            }
            let made = try table.interaction(lies.elements(elements), preprocessed: preprocessed)
            interaction += made.columns
            sums.append(made.claimedSum)
        }
        lies.claimedSums(&sums, try found(claim.publicData.lookupSum(elements)))
        transcript.mix(sums)
        trees.append(extended(interaction))
        transcript.mix(trees[2].tree.root)

        let gamma = transcript.drawElement()
        let composition = try composition(layout, trees, sums, elements, lies.gamma(gamma), transform)
        trees.append(
            CommittedTree(halvesOf: composition, logBlowup: logBlowup, transform: transform, variant: policy.hash))
        transcript.mix(trees[3].tree.root)
        let point = try found(SecureCirclePoint(parameter: transcript.drawElement()))
        let prover = OpeningProver(layout: layout.trees, trees: trees, config: policy.config, twiddles: twiddles)
        var samples = prover.samples(at: point)
        lies.samples(
            &samples,
            Opening(point: point, logRows: layout.trees.logRows) { samples in
                constraints(layout, samples, sums, elements, gamma)
            })
        let stark =
            lies.testsAnotherPolynomial
            ? try openingOfAnotherPolynomial(layout, trees, samples, twiddles, &transcript)
            : try prover.prove(samples: samples, at: point, transcript: &transcript)
        var proof = CairoProof(
            claim: claim, interactionProofOfWork: nonce, claimedSums: sums, stark: stark, channelSalt: 0,
            variant: policy.variant)
        lies.proof(&proof)
        return proof
    }

    struct NotFound: Error {}
    private func found<T>(_ value: T?) throws -> T {
        guard let value else { throw NotFound() }
        return value
    }

    /// The coefficients of all constraints over their vanishing polynomials, for blowup 2.
    private func composition(
        _ layout: CairoLayout, _ trees: [CommittedTree], _ sums: [QM31], _ elements: LookupElements, _ gamma: QM31,
        _ transform: CircleTransform
    ) throws -> SecureColumn {
        var powers = [QM31.one]
        let counts = layout.tables.map { $0.instance.kind.counts(logSize: $0.instance.logSize).constraintsAll }
        for _ in 1..<counts.reduce(0, +) { powers.append(powers[powers.count - 1] * gamma) }
        var descending = Array(powers.reversed())[...]
        var bySize: [Int: SecureColumn] = [:]
        for (index, table) in layout.tables.enumerated() {
            let logSize = Int(table.instance.logSize)
            let sum = bySize[logSize] ?? SecureColumn(logSize: logSize + 1)
            bySize[logSize] = sum
            let domain = try found(
                DomainTable(
                    kind: table.instance.kind, logSize: table.instance.logSize,
                    parameter: M31(reducing: UInt64(table.parameter)), main: Array(trees[1].columns[table.main]),
                    interaction: Array(trees[2].columns[table.interaction]),
                    preprocessed: table.preprocessed.map { trees[0].columns[$0] }, claimedSum: sums[index]))
            domain.accumulate(into: sum, powers: descending.prefix(counts[index]), elements: elements)
            descending = descending.dropFirst(counts[index])
        }
        var total: SecureColumn?
        for logSize in bySize.keys.sorted() {
            guard let next = bySize[logSize] else { continue }
            if let total {
                let shift = next.logSize - total.logSize
                for i in 0..<next.vectorCount { next.set(i, next.vector(i) + total.lifted(i, shift: shift)) }
            }
            total = next
        }
        let result = try found(total)
        for coordinate in result.coordinates { transform.interpolate(coordinate) }
        return result
    }

    /// The verifier's left side of the equation at the point.
    private func constraints(
        _ layout: CairoLayout, _ samples: [[[QM31]]], _ sums: [QM31], _ elements: LookupElements, _ gamma: QM31
    ) -> QM31 {
        var accumulated = QM31.zero
        for (table, sum) in zip(layout.tables, sums) {
            var e = PointEvaluator(
                PointSamples(
                    logSize: table.instance.logSize, parameter: M31(reducing: UInt64(table.parameter)),
                    trace: samples[1][table.main].flatMap { $0 },
                    interaction: samples[2][table.interaction].flatMap { $0 },
                    preprocessed: table.preprocessed.flatMap { samples[0][$0] }, claimedSum: sum),
                elements: elements, gamma: gamma, accumulated: accumulated)
            table.instance.kind.evaluate(&e)
            accumulated = e.finish() ?? .zero
        }
        return accumulated
    }
}
