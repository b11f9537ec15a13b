import CairoMachine
import CasmFiles
import CasmModel
import FiniteFields
import Foundation
import Testing
import VectorFiles

/// Relocated runs against the prover inputs that the reference's adapter made.
@Suite("Prover inputs of the reference", .enabled(if: VectorFiles.has("stwo/inputs")))
struct ProverInputTests {
    static let programs = [
        "all_builtins", "arithmetic", "bitwise", "blake", "ec_op", "fib_1k", "modular", "opcodes", "pedersen",
        "poseidon", "range_checks", "ret",
    ]
    static let executables = [
        "bitwise_mix", "blake_chain", "circuit_field", "dict_work", "fibonacci", "pedersen_chain", "qm31_poly",
        "sha256_pure", "sorting_panic", "u256_arithmetic",
    ]

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
        let text = try String(decoding: VectorFiles.data(path), as: UTF8.self)
        let object = try #require(try VectorFiles.json(path) as? [String: Any])
        let memory = try #require(object["memory"] as? [String: Any])
        let ids = try #require(memory["address_to_id"] as? [Int])
        let small = try smallValues(text)
        let big = try #require(memory["f252_values"] as? [[Int]])
        #expect(ids.count == run.memory.count)
        for address in 1..<min(ids.count, run.memory.count) {
            let id = ids[address]
            let expected: RelocatedWord
            if id >= 1 << 30 {
                let w = big[id - 1 << 30].map { UInt64($0) }
                expected = RelocatedWord(
                    w[0] | w[1] << 32, w[2] | w[3] << 32, w[4] | w[5] << 32, w[6] | w[7] << 32)
            } else {
                expected = RelocatedWord(UInt64(truncatingIfNeeded: small[id]), UInt64(small[id] >> 64), 0, 0)
            }
            if run.memory[address] != expected { #expect(run.memory[address] == expected, "address \(address)") }
        }
        let publicAddresses = try #require(object["public_memory_addresses"] as? [Int])
        #expect(run.publicAddresses.map { Int($0) } == publicAddresses.sorted())
        let segments = try #require(object["builtin_segments"] as? [String: Any])
        for segment in run.builtins {
            let name = segment.builtin == .output ? "output" : segment.builtin.name + "_builtin"
            let expected = segments[name] as? [String: Int]
            #expect(expected?["begin_addr"] == (segment.begin == segment.stop ? nil : Int(segment.begin)), "\(name)")
            #expect(expected?["stop_ptr"] == (segment.begin == segment.stop ? nil : Int(segment.stop)), "\(name)")
        }
        let transitions = try #require(object["state_transitions"] as? [String: Any])
        let byOpcode = try #require(transitions["casm_states_by_opcode"] as? [String: [[String: Int]]])
        let key: ([String: Int]) -> [Int] = { [$0["ap"] ?? 0, $0["fp"] ?? 0, $0["pc"] ?? 0] }
        let expected = byOpcode.values.joined().map(key).sorted { $0.lexicographicallyPrecedes($1) }
        let states = run.trace.dropLast().map { [Int($0.ap), Int($0.fp), Int($0.pc)] }
        #expect(states.sorted { $0.lexicographicallyPrecedes($1) } == expected)
        let last = try #require(run.trace.last), final = try #require(transitions["final_state"] as? [String: Int])
        #expect([Int(last.ap), Int(last.fp), Int(last.pc)] == key(final))
        #expect(Set(states.map { $0[2] }).count == object["pc_count"] as? Int)
    }

    /// Numbers of up to 72 bits, which Foundation would round.
    func smallValues(_ text: String) throws -> [UInt128] {
        let start = try #require(text.range(of: "\"small_values\":"))
        let rest = text[start.upperBound...]
        let open = try #require(rest.firstIndex(of: "[")), close = try #require(rest.firstIndex(of: "]"))
        return rest[rest.index(after: open)..<close].split(separator: ",").compactMap {
            UInt128($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }
}
