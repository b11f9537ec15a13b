import Foundation
import Testing
import VectorFiles

/// The module and what runs it.
enum VerifierModule {
    static let module = VectorFiles.packageRoot.appendingPathComponent(".build/wasm/starling-verify.wasm")
    /// The scripts and files that the explorer's pages are made of.
    static let assets = VectorFiles.packageRoot.appendingPathComponent("Sources/Tools/ExplorerWeb/Assets")
    static let node = ["/usr/bin/node", "/usr/local/bin/node"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// The lines that the script prints.
    static func run(proof: String, parameters: String, rounds: Int = 0) throws -> [Substring] {
        try run(
            script: "verify.mjs",
            [
                try #require(VectorFiles.find("stwo/proofs/\(proof).cairo_serde.json")).path,
                try #require(VectorFiles.find("stwo/params/\(parameters).json")).path, String(rounds),
            ])
    }

    /// Runs a script that lies beside the tests, on the module and what else it asks for, and gives the lines that it prints.
    static func run(script: String, _ arguments: [String]) throws -> [Substring] {
        let process = Process(), pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: try #require(node))
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        process.arguments = [folder.appendingPathComponent(script).path, module.path] + arguments
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: output, as: UTF8.self).split(separator: "\n")
    }
}

/// The verifier as the browser runs it. `make test` builds the module and installs node.
struct VerifierWasmTests {
    private static let golden =
        ["quick_small", "quick_small_fold4", "quick_blowup4", "quick_all_columns", "quick_m31"]
        .map { ("fib_1k", $0) } + ["poseidon", "modular", "blake", "ec_op"].map { ($0, "quick_small") }

    @Test(arguments: golden) func `the module accepts golden proofs`(name: String, parameters: String) throws {
        let lines = try VerifierModule.run(proof: "\(name).\(parameters)", parameters: parameters)
        #expect(lines.first == "verdict\tverified\t")
    }

    @Test func `the module rejects a proof with other parameters, and says so`() throws {
        let lines = try VerifierModule.run(proof: "fib_1k.quick_small", parameters: "production_small")
        #expect(
            lines.first
                == "verdict\tinvalid\tthe proof was made with other parameters than those given")
    }

    /// A trap would end the script with an error; memory would grow without end if nothing were freed.
    @Test func `damage is never accepted, never traps, and leaks nothing`() throws {
        let isLong = ProcessInfo.processInfo.environment["STARLING_LONG"] != nil
        let lines = try VerifierModule.run(
            proof: "fib_1k.quick_small", parameters: "quick_small", rounds: isLong ? 10_000 : 300)
        let memory = try #require(lines.last?.split(separator: " ").last.flatMap { Int($0) })
        #expect(memory < 16 << 20)
    }
}
