public import CairoAIR
public import CairoVerifying
import CircleFRI
public import HashFunctions
import JSONCoding
public import StarkVerifying

/// The parameters of a proof, as the reference prover's `--params_json` has them (STWO §4.10).
public struct ProverParameters: Equatable, Sendable {
    public var hash: ProofHash
    public var channelSalt: UInt32
    public var config: PcsConfig
    public var variant: PreprocessedVariant
    /// Whether preprocessed columns are opened that no table reads.
    public var includesAllPreprocessedColumns: Bool

    public init(
        hash: ProofHash = .blake2s, channelSalt: UInt32 = 0, config: PcsConfig, variant: PreprocessedVariant,
        includesAllPreprocessedColumns: Bool = false
    ) {
        self.hash = hash
        self.channelSalt = channelSalt
        self.config = config
        self.variant = variant
        self.includesAllPreprocessedColumns = includesAllPreprocessedColumns
    }

    /// 96 bits, small preprocessed trace.
    public static let productionSmall = ProverParameters(config: .production, variant: .canonicalSmall)

    /// What a verifier with these parameters accepts. The salt belongs to the proof: any will do.
    public var policy: CairoVerificationPolicy {
        CairoVerificationPolicy(
            config: config, variant: variant, hash: hash, opensAllPreprocessed: includesAllPreprocessedColumns)
    }

    /// Reads parameters JSON. Members that change nothing here (`store_polynomials_coefficients`) are read and ignored;
    /// those that would change the proof in a way not supported are refused.
    public init(json bytes: some Collection<UInt8>) throws(ProofFormatError) {
        let channel: String
        do throws(JSONError) {
            let document = try JSONDocument(bytes, limits: JSONLimits(bytes: 1 << 20, depth: 8, nodes: 1000))
            let root = document.root
            try root.requireOnly([
                "channel_hash", "channel_salt", "pcs_config", "preprocessed_trace", "store_polynomials_coefficients",
                "include_all_preprocessed_columns", "opt_n_id_to_big_components", "raise_min_lifting_to_max_column",
            ])
            channel = try root.member("channel_hash").string()
            channelSalt = try root.optional("channel_salt")?.integer(UInt32.self) ?? 0
            config = try root.member("pcs_config").pcsConfig()
            variant = try root.member("preprocessed_trace").variant()
            _ = try root.optional("store_polynomials_coefficients")?.bool()
            includesAllPreprocessedColumns = try root.optional("include_all_preprocessed_columns")?.bool() ?? false
            if let value = try root.optional("opt_n_id_to_big_components"), !value.isNull {
                throw value.mismatch("null: other numbers of large-value tables are not supported")
            }
            if let value = try root.optional("raise_min_lifting_to_max_column"), try value.bool() {
                throw value.mismatch("false: a raised lifting size is not supported")
            }
        } catch {
            throw .json(error)
        }
        switch channel {
        case "blake2s": hash = .blake2s
        case "blake2s_m31": hash = .blake2sM31
        case "poseidon252": hash = .poseidon252
        default: throw .unsupportedChannel(String(channel.prefix(40)))
        }
    }
}
