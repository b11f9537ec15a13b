import Foundation

/// The same verification in the browser's module, run by node from the checkout's root.
enum WebAssemblyRun {
    static let module = ".build/wasm/starling-verify.wasm"
    static let script = "Benchmarks/verify-block.mjs"

    /// Prints rows of the table, or why there are none.
    static func run(configuration: [UInt8], bundle: [UInt8], number: UInt64) throws {
        let files = FileManager.default
        guard files.fileExists(atPath: module), files.fileExists(atPath: script) else {
            print("| WebAssembly: not measured, \(module) is not built | | |")
            return
        }
        let folder = files.temporaryDirectory.appendingPathComponent("starling-bench-\(getpid())")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: folder) }
        let parts = [("configuration", configuration), ("bundle", bundle)]
        for (name, bytes) in parts { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
        let node = Process()
        node.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        node.arguments =
            ["node", script, module] + parts.map { folder.appendingPathComponent($0.0).path } + ["\(number)"]
        // Everything that waits to be printed: the rows of node come after it.
        fflush(nil)
        try node.run()
        node.waitUntilExit()
        if node.terminationStatus != 0 { print("| WebAssembly: node ended with \(node.terminationStatus) | | |") }
    }
}
