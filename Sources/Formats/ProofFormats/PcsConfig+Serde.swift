import CairoAIR
import CircleFRI
import StarkVerifying

/// `{"pow_bits", "fri_config", "min_lifting_log_size"}`, in parameters and proofs.
extension SerdeSink {
    mutating func write(_ config: PcsConfig) {
        structure { sink in
            sink.member("pow_bits", config.powBits)
            sink.member("fri_config") { sink in
                sink.structure { sink in
                    sink.member("log_blowup_factor", config.fri.logBlowup)
                    sink.member("log_last_layer_degree_bound", config.fri.logLastLayerDegreeBound)
                    sink.member("n_queries", UInt64(config.fri.queryCount))
                    sink.member("fold_step", config.fri.foldStep)
                }
            }
            sink.member("min_lifting_log_size", config.minLiftingLogSize)
        }
    }
}

extension SerdeSource {
    func pcsConfig() throws(Failure) -> PcsConfig {
        try structure(["pow_bits", "fri_config", "min_lifting_log_size"])
        let powBits = try number("pow_bits")
        let fri = try member("fri_config")
        try fri.structure(["log_blowup_factor", "log_last_layer_degree_bound", "n_queries", "fold_step"])
        let logBlowup = try fri.number("log_blowup_factor")
        let logLast = try fri.number("log_last_layer_degree_bound")
        let queries = try fri.member("n_queries")
        guard let queryCount = UInt32(exactly: try queries.number(UInt64.self)) else {
            throw queries.mismatch("a number of 32 bits")
        }
        return PcsConfig(
            powBits: powBits,
            fri: FriConfig(
                logBlowup: logBlowup, logLastLayerDegreeBound: logLast, queryCount: queryCount,
                foldStep: try fri.number("fold_step")),
            minLiftingLogSize: try number("min_lifting_log_size"))
    }
}

extension PreprocessedVariant {
    /// The name in parameters and proofs; the order of the cases is the reference's.
    var serdeName: String {
        switch self {
        case .canonical: "canonical"
        case .canonicalWithoutPedersen: "canonical_without_pedersen"
        case .canonicalSmall: "canonical_small"
        }
    }
}
