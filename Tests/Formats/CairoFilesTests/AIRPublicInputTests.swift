import CairoFiles
import CairoMachine
import CasmFiles
import FiniteFields
import Foundation
import Testing
import VectorFiles

/// Public inputs of runs against those that `cairo-execute` wrote.
struct AIRPublicInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String, index: Int, arguments: [Felt252]
        var testDescription: String { "\(name).run\(index)" }
        var path: String { "sierra/executables/\(name).run\(index).air_public_input.json" }
    }

    /// What `index.json` says of every run, by program.
    private static func runs() throws -> [String: [[String: Any]]] {
        let index = try VectorFiles.json("sierra/executables/index.json") as? [String: [String: Any]] ?? [:]
        return index.compactMapValues { $0["runs"] as? [[String: Any]] }
    }

    private static func cases() throws -> [Case] {
        try runs().sorted { $0.key < $1.key }.flatMap { name, runs in
            runs.enumerated().filter { $0.element["exit_code"] as? Int == 0 }.map { index, run in
                let arguments = run["arguments"] as? [String] ?? []
                return Case(name: name, index: index, arguments: arguments.compactMap { Felt252(decimal: $0) })
            }
        }
    }

    @Test(arguments: try cases()) func `it is the reference's`(item: Case) throws {
        let url = try #require(VectorFiles.find("sierra/executables/\(item.name).executable.json"))
        let run = try ProofRun(
            ClassFiles.executable(url), arguments: item.arguments, limits: MachineLimits(steps: 10_000_000))
        try run.run()
        let written = Data(try run.relocated().airPublicInput(layout: "all_cairo_stwo"))
        let ours = try #require(try JSONSerialization.jsonObject(with: written) as? NSDictionary)
        let expected = try #require(try Self.runs()[item.name]?[item.index])
        for key in ["rc_min", "rc_max", "n_steps"] { #expect(ours[key] as? Int == expected[key] as? Int, "\(key)") }
        #expect(ours["memory_segments"] as? NSDictionary == expected["memory_segments"] as? NSDictionary)
        // The whole files are in the large set of golden data only.
        if VectorFiles.has(item.path) { #expect(try ours == VectorFiles.json(item.path) as? NSDictionary) }
    }
}
