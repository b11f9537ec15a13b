import CairoAIR
import CircleFRI
import JSONCoding
import StarkVerifying

extension PcsConfig {
    /// `{"pow_bits", "fri_config", "min_lifting_log_size"}`.
    init(serde value: JSONValue) throws(JSONError) {
        try value.requireOnly(["pow_bits", "fri_config", "min_lifting_log_size"])
        let fri = try value.member("fri_config")
        try fri.requireOnly(["log_blowup_factor", "log_last_layer_degree_bound", "n_queries", "fold_step"])
        self.init(
            powBits: try value.member("pow_bits").integer(),
            fri: FriConfig(
                logBlowup: try fri.member("log_blowup_factor").integer(),
                logLastLayerDegreeBound: try fri.member("log_last_layer_degree_bound").integer(),
                queryCount: try fri.member("n_queries").integer(), foldStep: try fri.member("fold_step").integer()),
            minLiftingLogSize: try value.member("min_lifting_log_size").integer())
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("pow_bits", integer: powBits)
            writer.key("fri_config")
            writer.object { writer in
                writer.field("log_blowup_factor", integer: fri.logBlowup)
                writer.field("log_last_layer_degree_bound", integer: fri.logLastLayerDegreeBound)
                writer.field("n_queries", integer: fri.queryCount)
                writer.field("fold_step", integer: fri.foldStep)
            }
            writer.field("min_lifting_log_size", integer: minLiftingLogSize)
        }
    }
}

extension PreprocessedVariant {
    /// The name in parameters and proofs.
    var serdeName: String {
        switch self {
        case .canonical: "canonical"
        case .canonicalWithoutPedersen: "canonical_without_pedersen"
        case .canonicalSmall: "canonical_small"
        }
    }

    init(serde value: JSONValue) throws(JSONError) {
        let name = try value.string()
        guard let variant = PreprocessedVariant.allCases.first(where: { $0.serdeName == name }) else {
            throw value.mismatch("the name of a preprocessed trace")
        }
        self = variant
    }
}
