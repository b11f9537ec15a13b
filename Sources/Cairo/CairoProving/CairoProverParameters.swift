public import CairoAIR
public import CairoVerifying
import CircleFRI
public import HashFunctions
public import StarkVerifying

/// What shapes a proof besides the run: both sides must agree on all of it but the salt.
public struct CairoProverParameters: Equatable, Sendable {
    public var config: PcsConfig
    public var variant: PreprocessedVariant
    public var hash: ProofHash
    /// Opens preprocessed columns too that no table reads.
    public var opensAllPreprocessed: Bool
    /// Mixed first: distinguishes proofs of one run.
    public var channelSalt: UInt32

    public init(policy: CairoVerificationPolicy, channelSalt: UInt32 = 0) {
        config = policy.config
        variant = policy.variant
        hash = policy.hash
        opensAllPreprocessed = policy.opensAllPreprocessed
        self.channelSalt = channelSalt
    }

    /// 96 bits over the small preprocessed trace.
    public static var productionSmall: CairoProverParameters { CairoProverParameters(policy: .productionSmall) }

    func check() throws(CairoProvingError) {
        guard config.minLiftingLogSize == 0, config.powBits <= 32, (1...4).contains(config.fri.logBlowup),
            (1...4096).contains(config.fri.queryCount)
        else { throw .unsupportedParameters }
    }
}
