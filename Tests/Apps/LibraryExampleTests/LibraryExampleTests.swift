import CairoProving
import CairoVerifying
import FiniteFields
import Foundation
import Testing
import VectorFiles

/// The example of the library `CairoProver`: `ProveExecutable.swift` here is a link to its source.
struct LibraryExampleTests {
    @Test func `the example runs, proves and verifies the Fibonacci program`() throws {
        let path = VectorFiles.packageRoot.appendingPathComponent("Examples/fibonacci.executable.json").path
        let proof = try prove(executable: path, arguments: [10])
        #expect(proof.claim.publicData.output.map(\.value[0]).suffix(2) == [55, 89])
    }

    @Test func `the manifest's product is the one that the example depends on`() throws {
        let root = VectorFiles.packageRoot
        let example = try String(
            contentsOf: root.appendingPathComponent("Examples/Proving/Package.swift"), encoding: .utf8)
        let manifest = try String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8)
        #expect(example.contains(".product(name: \"CairoProver\", package: \"Starling\")"))
        #expect(manifest.contains("name: \"CairoProver\""))
    }

    @Test func `the example takes no more than ten lines`() throws {
        let source = try String(
            contentsOf: VectorFiles.packageRoot.appendingPathComponent(
                "Examples/Proving/Sources/prove-fibonacci/ProveExecutable.swift"), encoding: .utf8)
        let lines = source.split(separator: "\n").filter { !$0.hasPrefix("import") && !$0.hasPrefix("///") }
        #expect(lines.count <= 10)
    }
}
