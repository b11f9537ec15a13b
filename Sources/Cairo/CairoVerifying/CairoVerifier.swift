public import CairoAIR
public import HashFunctions
public import StarkVerifying

/// The parameters a verifier accepts: all are fixed before a proof is read.
public struct CairoVerificationPolicy: Equatable, Sendable {
    /// The parameters of commitment and queries.
    public var config: PcsConfig
    /// The preprocessed trace.
    public var variant: PreprocessedVariant
    /// The hash of trees and transcript.
    public var hash: ProofHash
    /// Whether preprocessed columns are opened that no table reads.
    public var opensAllPreprocessed: Bool

    public init(
        config: PcsConfig, variant: PreprocessedVariant, hash: ProofHash = .blake2s,
        opensAllPreprocessed: Bool = false
    ) {
        self.config = config
        self.variant = variant
        self.hash = hash
        self.opensAllPreprocessed = opensAllPreprocessed
    }

    /// 96 bits over the small preprocessed trace: what the prover makes by default, and the only policy for blocks.
    public static var productionSmall: CairoVerificationPolicy {
        CairoVerificationPolicy(config: .production, variant: .canonicalSmall)
    }
}

/// Verifies Cairo proofs (STWO §4.3, steps as numbered there).
///
/// The interactive view: the prover commits to the tables of the run, the verifier answers with `z` and `alpha`; the
/// prover commits to the running sums of the lookups; the verifier answers with `gamma`, which joins all constraints to
/// one, and with a point outside the domain where it wants all columns opened; the constraint must hold there, and the
/// openings are tested for low degree.
public struct CairoVerifier: Sendable {
    /// Bits of work between the main trace and the lookup challenges.
    public static var interactionProofOfWorkBits: UInt32 { 24 }

    /// What a proof must have.
    public let policy: CairoVerificationPolicy
    public init(policy: CairoVerificationPolicy) { self.policy = policy }

    /// Runs every check; returning means that the proof's claim is true up to the policy's security.
    public func verify(_ proof: CairoProof) throws(CairoVerificationError) {
        var session = try CairoVerification(proof: proof, policy: policy)
        try session.checkLookups()
        try session.checkConstraints()
        try session.checkOpenings()
    }
}
