import CairoVerifying
import CairoWitness
import Foundation
import ProofFormats
import Testing
import VectorFiles

/// A run whose proof by the reference prover is at hand.
struct GoldenRun: Sendable, CustomTestStringConvertible {
    let name: String
    var isExecutable = false

    var testDescription: String { name }

    func input() throws -> ProverInput {
        let folder = isExecutable ? "executables" : "inputs"
        return try ProverInput(json: VectorFiles.data("stwo/\(folder)/\(name).prover_input.json"))
    }

    func parameters() throws -> ProverParameters {
        try ProverParameters(json: VectorFiles.data("stwo/params/quick_small.json"))
    }

    func proof() throws -> CairoProof {
        if isExecutable {
            return try SerdeFormat.read(json: VectorFiles.data("stwo/executables/\(name).quick_small.serde_json.json"))
        }
        let bytes = try VectorFiles.data("stwo/proofs/\(name).quick_small.cairo_serde.json")
        return try CairoSerdeFormat.read(json: bytes, variant: parameters().variant)
    }

    /// Runs without those that only the large set of golden data holds, where it is
    /// not at hand.
    static let all = listed.filter { run in
        VectorFiles.has("stwo/\(run.isExecutable ? "executables" : "inputs")/\(run.name).prover_input.json")
    }

    private static let listed: [GoldenRun] =
        [
            "fib_1k", "ret", "arithmetic", "range_checks", "bitwise", "ec_op", "pedersen", "poseidon", "modular",
            "blake", "opcodes", "all_builtins",
        ]
        .map { GoldenRun(name: $0) }
        + [
            "fibonacci", "dict_work", "sorting_panic", "bitwise_mix", "pedersen_chain", "qm31_poly", "blake_chain",
            "circuit_field", "sha256_pure", "u256_arithmetic",
        ].map {
            GoldenRun(name: $0, isExecutable: true)
        }
}
