import CairoVerifying
import Foundation
import ProofFormats
import Testing
import VectorFiles

/// A proof of the reference prover with the parameters it was made with.
struct GoldenProof: Sendable, CustomTestStringConvertible {
    let name: String
    let parameters: String
    var isExecutable = false

    var testDescription: String { "\(name).\(parameters)" }
    var path: String {
        isExecutable
            ? "stwo/executables/\(name).\(parameters).serde_json.json"
            : "stwo/proofs/\(name).\(parameters).cairo_serde.json"
    }

    func prover() throws -> ProverParameters {
        try ProverParameters(json: VectorFiles.data("stwo/params/\(parameters).json"))
    }

    func proof() throws -> CairoProof {
        let bytes = try VectorFiles.data(path)
        return try isExecutable
            ? SerdeFormat.read(json: bytes)
            : CairoSerdeFormat.read(json: bytes, variant: prover().variant, hash: prover().hash)
    }

    /// All, without those that only the large set of golden data holds, where it is not at hand.
    static let all = listed.filter { VectorFiles.has($0.path) }

    private static let listed: [GoldenProof] =
        [
            "production_small", "production_small_fold3", "quick_small", "quick_small_fold4", "quick_blowup4",
            "quick_all_columns", "quick_m31", "quick_poseidon",
        ].map { GoldenProof(name: "fib_1k", parameters: $0) }
        + [
            "arithmetic", "ret", "range_checks", "bitwise", "ec_op", "pedersen", "pedersen_aggregator", "poseidon",
            "poseidon_aggregator", "modular", "blake", "opcodes", "all_builtins",
        ].map { GoldenProof(name: $0, parameters: "quick_small") }
        + [
            GoldenProof(name: "opcodes", parameters: "golden_opcodes"),
            GoldenProof(name: "ret", parameters: "golden_ret"),
        ]
        + [
            "fibonacci", "dict_work", "sorting_panic", "bitwise_mix", "blake_chain", "circuit_field", "pedersen_chain",
            "qm31_poly", "sha256_pure", "u256_arithmetic",
        ].map { GoldenProof(name: $0, parameters: "quick_small", isExecutable: true) }
}
