public import CairoAIR
public import FiniteFields
public import StarkVerifying

/// A Cairo proof as it arrives: nothing about it has been checked (STWO §4.10, `CairoProofForRustVerifier`).
public struct CairoProof: Equatable, Sendable {
    /// What is proven.
    public var claim: CairoClaim
    /// The nonce of the work between the main trace and the lookup challenges.
    public var interactionProofOfWork: UInt64
    /// The LogUp sum of every table, in the order of `claim.instances`.
    public var claimedSums: [QM31]
    /// The JSON format's extra field: the sum over the instances of `memoryIdToBig`. Nil in formats without it. The
    /// verifier requires it to be that sum and uses only the instances' own (STWO §8.3-1).
    public var bigClaimedSum: QM31?
    public var stark: StarkProof
    public var channelSalt: UInt32
    public var variant: PreprocessedVariant

    public init(
        claim: CairoClaim, interactionProofOfWork: UInt64, claimedSums: [QM31], bigClaimedSum: QM31? = nil,
        stark: StarkProof, channelSalt: UInt32, variant: PreprocessedVariant
    ) {
        self.claim = claim
        self.interactionProofOfWork = interactionProofOfWork
        self.claimedSums = claimedSums
        self.bigClaimedSum = bigClaimedSum
        self.stark = stark
        self.channelSalt = channelSalt
        self.variant = variant
    }
}
