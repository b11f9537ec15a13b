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
        try ProverInput(json: VectorFiles.data(inputPath))
    }

    var inputPath: String { "stwo/\(isExecutable ? "executables" : "inputs")/\(name).prover_input.json" }
    var proofPath: String {
        isExecutable
            ? "stwo/executables/\(name).quick_small.serde_json.json"
            : "stwo/proofs/\(name).quick_small.cairo_serde.json"
    }

    func parameters() throws -> ProverParameters {
        try ProverParameters(json: VectorFiles.data("stwo/params/quick_small.json"))
    }

    func proof() throws -> CairoProof {
        let bytes = try VectorFiles.data(proofPath)
        if isExecutable { return try SerdeFormat.read(json: bytes) }
        return try CairoSerdeFormat.read(json: bytes, variant: parameters().variant)
    }

    /// Runs without those that only the large set of golden data holds, where it is
    /// not at hand.
    static let all = listed.filter { run in
        VectorFiles.has(run.inputPath) && VectorFiles.has(run.proofPath)
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
