import CairoAIR
import CairoMachine
import CairoVerifying
import CairoWitness
import CasmFiles
import CasmModel
import FiniteFields
import Foundation
import ProofFormats
import Testing
import VectorFiles

/// Our machine and adapter against the prover inputs that the reference's adapter wrote.
@Suite(.enabled(if: VectorFiles.has("stwo/inputs"))) struct AdapterTests {
    @Test(arguments: [
        "all_builtins", "arithmetic", "bitwise", "blake", "ec_op", "fib_1k", "modular", "opcodes", "pedersen",
        "poseidon", "range_checks", "ret",
    ])
    func `a Cairo 0 program's run becomes the reference's prover input`(_ name: String) throws {
        let program = try ClassFiles.zeroProgram(try #require(VectorFiles.find("stwo/programs/\(name).json")))
        let run = try ProofRun(program, limits: MachineLimits(steps: 1 << 22))
        try run.run()
        try compare(ProverInput(run.relocated()), GoldenRun(name: name).input())
    }

    @Test(arguments: [
        "bitwise_mix", "blake_chain", "circuit_field", "dict_work", "fibonacci", "pedersen_chain", "qm31_poly",
        "sha256_pure", "sorting_panic", "u256_arithmetic",
    ])
    func `an executable's run becomes the reference's prover input`(_ name: String) throws {
        let url = try #require(VectorFiles.find("sierra/executables/\(name).executable.json"))
        let list = try VectorFiles.json("stwo/executables/\(name).args.json") as? [String] ?? []
        let run = try ProofRun(
            ClassFiles.executable(url), arguments: list.compactMap { Felt252(hex: $0) },
            limits: MachineLimits(steps: 1 << 22))
        try run.run()
        try compare(ProverInput(run.relocated()), GoldenRun(name: name, isExecutable: true).input())
    }

    func compare(_ ours: ProverInput, _ theirs: ProverInput) {
        #expect(ours.initial == theirs.initial)
        #expect(ours.final == theirs.final)
        #expect(ours.memory.smallWords == theirs.memory.smallWords)
        #expect(ours.memory.bigWords == theirs.memory.bigWords)
        #expect(ours.memory.addressToId == theirs.memory.addressToId)
        for (kind, (list, expected)) in zip(ComponentKind.allCases, zip(ours.states, theirs.states)) {
            #expect(list == expected, "\(kind)")
        }
        #expect(ours.publicMemoryAddresses.sorted() == theirs.publicMemoryAddresses.sorted())
        #expect(ours.segments == theirs.segments)
        #expect(ours.hasSegmentPointer == theirs.hasSegmentPointer)
    }
}
