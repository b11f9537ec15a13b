import CairoAIR
import CircleFRI
public import CircleGroups
public import ConstraintSystems
public import FiniteFields
import HashFunctions
import StarkVerifying
public import Transcripts

/// One verification, step by step: `init` covers the claim, then lookups, constraints and openings must be checked in
/// this order, since each continues the transcript.
///
/// `CairoVerifier.verify` runs them all. The steps are public so that proofs whose tables are not all built can be checked
/// as far as possible; only the whole sequence says anything about the claim.
public struct CairoVerification: Sendable {
    /// What is verified.
    public let proof: CairoProof
    /// Where its tables lie in the trees.
    public let layout: CairoLayout
    /// Everything mixed so far.
    public private(set) var transcript: Transcript
    /// The lookup challenges, drawn in `checkLookups`.
    public private(set) var elements: LookupElements?
    /// The out-of-domain point, drawn in `drawPoint`.
    private var point: SecureCirclePoint?
    private var gamma: QM31?

    /// Steps 1 to 5: parameters, preprocessed root, claim and main trace.
    public init(proof: CairoProof, policy: CairoVerificationPolicy) throws(CairoVerificationError) {
        guard proof.stark.config == policy.config else { throw .parametersDiffer }
        guard proof.variant == policy.variant else { throw .variantDiffers }
        guard policy.config.minLiftingLogSize == 0 else { throw .unsupportedParameters }
        do throws(ClaimError) { try proof.claim.check() } catch { throw .claim(error) }
        layout = try CairoLayout(
            claim: proof.claim, variant: proof.variant, opensAllPreprocessed: policy.opensAllPreprocessed)
        guard proof.claimedSums.count == layout.tables.count else { throw .claimedSumCount }
        do throws(StarkError) {
            try OpeningVerifier.checkShape(of: proof.stark, layout: layout.trees)
        } catch {
            throw .stark(error)
        }
        try PreprocessedRoots.check(
            proof.stark.commitments[0], variant: proof.variant, logBlowup: policy.config.fri.logBlowup,
            hash: policy.hash)

        var transcript = Transcript(variant: policy.hash)
        transcript.mix(QM31(M31(reducing: UInt64(proof.channelSalt))))
        policy.config.mix(into: &transcript)
        transcript.mix(proof.stark.commitments[0])
        proof.claim.mix(into: &transcript)
        transcript.mix(proof.stark.commitments[1])
        self.transcript = transcript
        self.proof = proof
    }

    /// Steps 6 to 9: the work, the challenges, and that all lookups cancel.
    public mutating func checkLookups() throws(CairoVerificationError) {
        guard
            transcript.hasProofOfWork(
                nonce: proof.interactionProofOfWork, bits: CairoVerifier.interactionProofOfWorkBits)
        else { throw .interactionProofOfWork }
        transcript.mix(proof.interactionProofOfWork)
        let (z, alpha) = transcript.drawElementPair()
        let elements = LookupElements(z: z, alpha: alpha)
        self.elements = elements
        guard var sum = proof.claim.publicData.lookupSum(elements) else { throw .degenerateLookup }
        // Soundness: the total is added up from the very sums that are mixed and constrained below.
        var bigSum = QM31.zero
        for (table, claimed) in zip(layout.tables, proof.claimedSums) {
            sum = sum + claimed
            if table.instance.kind == .memoryIdToBig { bigSum = bigSum + claimed }
        }
        if let claimed = proof.bigClaimedSum, claimed != bigSum { throw .bigClaimedSum }
        guard sum == .zero else { throw .lookupSum }
        transcript.mix(proof.claimedSums)
        transcript.mix(proof.stark.commitments[2])
    }

    /// Steps 10 to 12: gamma, the composition's root and the out-of-domain point.
    public mutating func drawPoint() throws(CairoVerificationError) -> (point: SecureCirclePoint, gamma: QM31) {
        if let point, let gamma { return (point, gamma) }
        let gamma = transcript.drawElement()
        transcript.mix(proof.stark.commitments[3])
        guard let point = SecureCirclePoint(parameter: transcript.drawElement()) else {
            throw .stark(.degenerateOutOfDomainPoint)
        }
        self.point = point
        self.gamma = gamma
        return (point, gamma)
    }

    /// The equation at the out-of-domain point (STWO §4.4): the constraints, joined by gamma and divided by the vanishing
    /// polynomial, are the composition polynomial's sample.
    public mutating func checkConstraints() throws(CairoVerificationError) {
        guard let elements else { throw .lookupSum }
        let (point, gamma) = try drawPoint()
        var accumulated = QM31.zero
        for (table, claimed) in zip(layout.tables, proof.claimedSums) {
            let samples = samples(of: table, claimedSum: claimed)
            var evaluator = PointEvaluator(samples, elements: elements, gamma: gamma, accumulated: accumulated)
            table.instance.kind.evaluate(&evaluator)
            guard let next = evaluator.finish() else { throw .constraints }
            accumulated = next
        }
        let vanishing = point.vanishing(logSize: layout.trees.logRows)
        guard accumulated == compositionSample(at: point) * vanishing else { throw .constraints }
    }

    /// Steps 13 to 17: the openings of all columns.
    public mutating func checkOpenings() throws(CairoVerificationError) {
        let (point, _) = try drawPoint()
        do throws(StarkError) {
            let verifier = try OpeningVerifier(layout: layout.trees, proof: proof.stark, point: point)
            try verifier.verify(transcript: &transcript)
        } catch {
            throw .stark(error)
        }
    }

    /// The composition polynomial at the point, from its two halves: `left + pi^(logRows - 1)(x) right`.
    private func compositionSample(at point: SecureCirclePoint) -> QM31 {
        let samples = proof.stark.sampledValues[3].compactMap { $0.first }
        guard samples.count == TreeLayout.compositionColumns else { return .zero }
        func half(_ i: Int) -> QM31 {
            samples[i] + samples[i &+ 1].timesI() + samples[i &+ 2].timesU() + samples[i &+ 3].timesI().timesU()
        }
        return half(0) + point.vanishing(logSize: layout.trees.logRows) * half(4)
    }

    private func samples(of table: CairoLayout.Table, claimedSum: QM31) -> PointSamples {
        let values = proof.stark.sampledValues
        return PointSamples(
            logSize: table.instance.logSize, parameter: M31(reducing: UInt64(table.parameter)),
            trace: values[1][table.main].flatMap { $0 }, interaction: values[2][table.interaction].flatMap { $0 },
            preprocessed: table.preprocessed.flatMap { values[0][$0] }, claimedSum: claimedSum)
    }
}
