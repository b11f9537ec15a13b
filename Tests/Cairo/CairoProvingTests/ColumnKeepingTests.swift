import CairoProving
import CairoVerifying
import CairoWitness
import Foundation
import ProofFormats
import StarkVerifying
import Testing
import VectorFiles

/// However columns are kept, the proof is the same.
@Suite(.serialized) struct ColumnKeepingTests {
    /// Every builtin and opcode, both hashes, and blowups at which the composition's domain is not the committed one.
    static let proofs = listed.filter { VectorFiles.has($0.proofPath) }
    private static let listed =
        [
            GoldenProof(name: "all_builtins"), GoldenProof(name: "opcodes"),
            GoldenProof(name: "fib_1k", parameterName: "quick_blowup4"),
            GoldenProof(name: "fib_1k", parameterName: "quick_all_columns"),
        ] + (isLong ? [GoldenProof(name: "fib_1k", parameterName: "quick_poseidon")] : [])
    private static let isLong = ProcessInfo.processInfo.environment["STARLING_LONG"] != nil

    @Test(arguments: proofs, [ColumnKeeping.coefficients, .file])
    func `a proof with columns that are not kept is the reference prover's`(
        _ golden: GoldenProof, keeping: ColumnKeeping
    ) throws {
        let parameters = try golden.parameters()
        let folder = FileManager.default.temporaryDirectory.path
        let proof = try golden.prove(parameters, memory: ProvingMemory(folder: folder, keeping: keeping))
        #expect(try proof.stark == golden.proof(parameters).stark)
    }

    private func input(_ name: String) throws -> ProverInput {
        try ProverInput(json: VectorFiles.data("stwo/inputs/\(name).prover_input.json"))
    }

    @Test func `the limit decides how columns are kept, and what does not fit is refused`() throws {
        let input = try input("fib_1k")
        func plan(_ bytes: Int, folder: String? = "/") throws -> ColumnKeeping {
            let prover = CairoProver(
                parameters: .productionSmall, memory: ProvingMemory(limit: .bytes(bytes), folder: folder))
            return try prover.plan(prover.estimate(input)).keeping
        }
        let estimate = try CairoProver(parameters: .productionSmall).estimate(input)
        #expect(estimate.bytes(.file) < estimate.bytes(.coefficients))
        #expect(estimate.bytes(.coefficients) < estimate.bytes(.evaluations))
        // The process itself takes some of it: what is allowed is searched for.
        var found: [ColumnKeeping] = []
        for bytes in stride(from: 64 << 20, to: 64 << 30, by: 32 << 20) where found.last != .evaluations {
            guard let keeping = try? plan(bytes), keeping != found.last else { continue }
            found.append(keeping)
        }
        #expect(found == [.file, .coefficients, .evaluations])
        for folder in [nil, "/"] {
            let error = #expect(throws: CairoProvingError.self) { _ = try plan(1 << 20, folder: folder) }
            guard case .memory(let shortage) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(shortage.allowed == 1 << 20 && shortage.needed > 1 << 20)
            #expect("\(shortage)".hasPrefix("the proof takes at least"))
        }
    }

    @Test func `a folder that is not there is an error, not a proof`() throws {
        let memory = ProvingMemory(folder: "/nonexistent", keeping: .file)
        let input = try input("ret")
        #expect(throws: CairoProvingError.columnFile) {
            try CairoProver(parameters: .productionSmall, memory: memory).prove(input)
        }
    }
}
