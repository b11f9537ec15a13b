import CairoAIR
import CairoMachine
import CairoWitness
import CasmFiles
import CasmModel
import FiniteFields
import Foundation
import ProofFormats
import Testing
import VectorFiles

/// Relocated runs against the prover inputs that the reference's adapter made.
@Suite("Prover inputs of the reference")
struct ProverInputTests {
    static let programs = [
        "all_builtins", "arithmetic", "bitwise", "blake", "ec_op", "fib_1k", "modular", "opcodes", "pedersen",
        "poseidon", "range_checks", "ret",
    ]
    static let executables = [
        "bitwise_mix", "blake_chain", "circuit_field", "dict_work", "fibonacci", "pedersen_chain", "qm31_poly",
        "sha256_pure", "sorting_panic", "u256_arithmetic",
    ].filter { VectorFiles.has("stwo/executables/\($0).prover_input.json") }

    @Test(arguments: programs)
    func `a Cairo 0 program in proof mode gives memory, states and segments of its prover input`(
        _ name: String
    ) throws {
        let program = try ClassFiles.zeroProgram(try #require(VectorFiles.find("stwo/programs/\(name).json")))
        let run = try ProofRun(program, limits: MachineLimits(steps: 1 << 22))
        try run.run()
        try compare(run.relocated(), "stwo/inputs/\(name).prover_input.json")
    }

    @Test(arguments: executables)
    func `an executable gives memory, states and segments of its prover input`(_ name: String) throws {
        let url = try #require(VectorFiles.find("sierra/executables/\(name).executable.json"))
        let list = try VectorFiles.json("stwo/executables/\(name).args.json") as? [String] ?? []
        let run = try ProofRun(
            ClassFiles.executable(url), arguments: list.compactMap { Felt252(hex: $0) },
            limits: MachineLimits(steps: 1 << 22))
        try run.run()
        try compare(run.relocated(), "stwo/executables/\(name).prover_input.json")
    }

    func compare(_ run: RelocatedRun, _ path: String) throws {
        var expected = try ProverInput(json: VectorFiles.data(path))
        // The reference writes a set in no particular order.
        expected.publicMemoryAddresses.sort()
        let input = try ProverInput(run)
        #expect(input.memory == expected.memory)
        #expect(input.initial == expected.initial && input.final == expected.final)
        for kind in ComponentKind.allCases.prefix(ComponentKind.opcodeCount) {
            let index = Int(kind.rawValue)
            #expect(input.states[index] == expected.states[index], "\(kind)")
        }
        #expect(input.publicMemoryAddresses == expected.publicMemoryAddresses)
        #expect(input.segments == expected.segments)
        #expect(input.hasSegmentPointer == expected.hasSegmentPointer)
    }
}
