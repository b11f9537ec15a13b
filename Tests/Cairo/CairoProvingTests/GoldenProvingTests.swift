import CairoProving
import CairoVerifying
import CairoWitness
import CircleFRI
import Foundation
import ProofFormats
import StarkVerifying
import Testing
import VectorFiles

/// Proofs made from the reference prover's inputs must be its proofs, byte for byte.
@Suite(.serialized) struct GoldenProvingTests {
    @Test(arguments: GoldenProof.all)
    func `a proof equals the reference prover's`(_ golden: GoldenProof) throws {
        let parameters = try golden.parameters()
        let proof = try golden.prove(parameters)
        let expected = try golden.proof(parameters)
        #expect(proof.claim == expected.claim)
        for (tree, (ours, theirs)) in zip(proof.stark.commitments, expected.stark.commitments).enumerated() {
            try #require(ours == theirs, "commitment \(tree)")
        }
        #expect(proof.interactionProofOfWork == expected.interactionProofOfWork)
        #expect(proof.claimedSums == expected.claimedSums)
        #expect(proof.stark.sampledValues == expected.stark.sampledValues)
        #expect(proof.stark.fri.firstLayer.commitment == expected.stark.fri.firstLayer.commitment)
        #expect(proof.stark.proofOfWork == expected.stark.proofOfWork)
        #expect(proof.stark == expected.stark)
        if !golden.isExecutable {
            let felts = try JSONDecoder().decode(
                [String].self, from: Data(CairoSerdeFormat.write(proof, hash: parameters.hash)))
            let theirs = try JSONDecoder().decode([String].self, from: VectorFiles.data(golden.proofPath))
            #expect(felts == theirs)
        }
        try CairoVerifier(policy: parameters.policy).verify(proof)
    }
}

/// A proof of the reference prover with all that it was made from.
struct GoldenProof: Sendable, CustomTestStringConvertible {
    let name: String
    var parameterName = "quick_small"
    var isExecutable = false

    var testDescription: String { "\(name).\(parameterName)" }

    var proofPath: String {
        isExecutable
            ? "stwo/executables/\(name).\(parameterName).serde_json.json"
            : "stwo/proofs/\(name).\(parameterName).cairo_serde.json"
    }

    func parameters() throws -> ProverParameters {
        try ProverParameters(json: VectorFiles.data("stwo/params/\(parameterName).json"))
    }

    func prove(_ parameters: ProverParameters, memory: ProvingMemory = .unlimited) throws -> CairoProof {
        let folder = isExecutable ? "executables" : "inputs"
        let input = try ProverInput(json: VectorFiles.data("stwo/\(folder)/\(name).prover_input.json"))
        let prover = CairoProver(
            parameters: CairoProverParameters(policy: parameters.policy, channelSalt: parameters.channelSalt),
            memory: memory)
        return try prover.prove(input)
    }

    func proof(_ parameters: ProverParameters) throws -> CairoProof {
        let bytes = try VectorFiles.data(proofPath)
        if isExecutable { return try SerdeFormat.read(json: bytes) }
        return try CairoSerdeFormat.read(json: bytes, variant: parameters.variant, hash: parameters.hash)
    }

    /// Opcodes, builtins, every supported set of parameters, and standalone executables.
    static let all = (listed + (isLong ? long : [])).filter { VectorFiles.has($0.proofPath) }
    private static let isLong = ProcessInfo.processInfo.environment["STARLING_LONG"] != nil

    /// Over preprocessed traces of up to 2^25 rows: minutes, and many gigabytes of memory.
    private static let long = [
        GoldenProof(name: "ret", parameterName: "golden_ret"),
        GoldenProof(name: "opcodes", parameterName: "golden_opcodes"),
    ]

    private static let listed: [GoldenProof] =
        [
            "ret", "fib_1k", "arithmetic", "range_checks", "bitwise", "ec_op", "pedersen", "poseidon", "modular",
            "blake", "opcodes", "all_builtins",
        ]
        .map { GoldenProof(name: $0) }
        + [
            "quick_small_fold4", "quick_all_columns", "quick_m31", "quick_blowup4", "production_small",
            "production_small_fold3", "quick_poseidon",
        ].map { GoldenProof(name: "fib_1k", parameterName: $0) }
        + ["fibonacci", "qm31_poly", "blake_chain", "circuit_field"].map { GoldenProof(name: $0, isExecutable: true) }
}
