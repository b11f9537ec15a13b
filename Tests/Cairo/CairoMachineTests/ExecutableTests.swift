import ByteCoding
import CairoMachine
import CasmFiles
import CasmModel
import FiniteFields
import Foundation
import SHA2
import Testing
import VectorFiles

/// Runs of the reference's executables: trace and memory files byte for byte.
@Suite("Executables of the reference")
struct ExecutableTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String, run: Int, arguments: [Felt252], steps: Int, panics: Bool
        var traceHash: String, memoryHash: String, instances: [String: Int]
        var testDescription: String { "\(name).run\(run)" }
    }

    static func cases() throws -> [Case] {
        guard let index = try VectorFiles.json("sierra/executables/index.json") as? [String: [String: Any]] else {
            throw ClassFiles.Malformed()
        }
        var result: [Case] = []
        for (name, program) in index.sorted(by: { $0.key < $1.key }) {
            for (number, run) in (program["runs"] as? [[String: Any]] ?? []).enumerated() {
                let arguments = try (run["arguments"] as? [String] ?? []).map { text in
                    try text.utf8.reduce(Felt252.zero) { sum, digit in
                        guard (48...57).contains(digit) else { throw ClassFiles.Malformed() }
                        return sum * 10 + Felt252(UInt64(digit) - 48)
                    }
                }
                let segments = run["builtin_instances"] as? [String: Any] ?? [:]
                result.append(
                    Case(
                        name: name, run: number, arguments: arguments, steps: run["n_steps"] as? Int ?? -1,
                        panics: run["exit_code"] as? Int != 0, traceHash: run["trace_sha256"] as? String ?? "",
                        memoryHash: run["memory_sha256"] as? String ?? "",
                        instances: segments.compactMapValues {
                            $0 as? Int ?? ($0 as? [String: Any])?["instances"] as? Int
                        }))
            }
        }
        return result
    }

    @Test func `there are thirty runs`() throws {
        #expect(try ExecutableTests.cases().count == 30)
    }

    @Test(arguments: try ExecutableTests.cases())
    func `a run gives the reference's trace, memory and builtin instances`(_ item: Case) throws {
        let url = try #require(VectorFiles.find("sierra/executables/\(item.name).executable.json"))
        let run = try ProofRun(
            ClassFiles.executable(url), arguments: item.arguments, limits: MachineLimits(steps: 10_000_000))
        if item.panics {
            #expect(throws: MachineError.self) { try run.run() }
            return
        }
        try run.run()
        let relocated = try run.relocated()
        #expect(relocated.trace.count == item.steps)
        for segment in relocated.builtins where segment.builtin != .output {
            #expect(Int(segment.instances) == item.instances[segment.builtin.name], "\(segment.builtin)")
        }
        #expect(HexBytes.encode(SHA256.hash(relocated.traceFile)) == item.traceHash)
        #expect(HexBytes.encode(SHA256.hash(relocated.memoryFile)) == item.memoryHash)
    }
}
