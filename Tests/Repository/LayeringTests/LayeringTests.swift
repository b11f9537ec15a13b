import Foundation
import Testing
import VectorFiles

/// The rules nobody should have to remember: imports point down the layers, the verifier's path has no Foundation,
/// files stay short, and no unfinished work is promised in comments.
@Suite struct LayeringTests {
    /// Folders under `Sources/`, lowest first. `SystemLibraries` may be used from the consensus layer up.
    static let layers = ["Basics", "Math", "Proofs", "Cairo", "Sierra", "Starknet", "Consensus", "Services", "Apps"]

    struct Source {
        let layer: String
        let module: String
        let path: String
        let text: String

        var imports: [String] {
            text.split(separator: "\n").compactMap { line in
                var words = line.split(separator: " ").map(String.init)
                while let first = words.first,
                    first.hasPrefix("@") || ["public", "internal", "package"].contains(first)
                {
                    words.removeFirst()
                }
                guard words.count >= 2, words[0] == "import" else { return nil }
                return words[1]
            }
        }
    }

    static let sources: [Source] = {
        let root = VectorFiles.packageRoot.appendingPathComponent("Sources")
        guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else { return [] }
        return walk.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.compactMap { url in
            let parts = url.path.dropFirst(root.path.count + 1).split(separator: "/").map(String.init)
            guard parts.count >= 3, let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
            return Source(layer: parts[0], module: parts[1], path: parts.joined(separator: "/"), text: text)
        }
    }()

    @Test func `the walk finds the sources`() {
        #expect(LayeringTests.sources.count > 5)
    }

    @Test func `imports only point down the layers`() {
        var layerOf: [String: Int] = [:]
        for source in LayeringTests.sources {
            layerOf[source.module] = LayeringTests.layers.firstIndex(of: source.layer)
        }
        for source in LayeringTests.sources {
            guard let own = LayeringTests.layers.firstIndex(of: source.layer) else { continue }
            for module in source.imports {
                guard let other = layerOf[module] else { continue }
                #expect(other <= own, "\(source.path) imports \(module) from a higher layer")
            }
        }
    }

    @Test func `layers zero to five import neither Foundation nor system libraries`() {
        let low = Set(LayeringTests.layers.prefix(6))
        for source in LayeringTests.sources where low.contains(source.layer) {
            for module in source.imports {
                let system =
                    module == "Foundation" || (module.hasPrefix("C") && LayeringTests.systemModules.contains(module))
                #expect(!system, "\(source.path) imports \(module)")
            }
        }
    }

    static let systemModules: Set<String> = [
        "COpenSSL", "CRocksDB", "CSQLite", "CZlib", "CCurl", "CZstd", "CSimdJSON", "CCurlShim",
    ]

    @Test func `source files stay under 500 lines`() {
        for source in LayeringTests.sources {
            let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 500 || source.path.contains("Generated"), "\(source.path) has \(lines) lines")
        }
    }
}
