import Foundation
import VectorFiles

/// The repository's own files, as the rules about them see them.
enum Repository {
    struct Source {
        /// The folder under `Sources/`.
        let layer: String
        let module: String
        let path: String
        let text: String

        let lines: [Substring]
        let imports: Set<String>
        /// Words that stand behind a dot: members and cases that the file names.
        let members: Set<Substring>

        init(layer: String, module: String, path: String, text: String) {
            self.layer = layer
            self.module = module
            self.path = path
            self.text = text
            lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            imports = Set(lines.compactMap(Self.imported))
            members = Set(
                text.split(separator: ".").dropFirst().map { $0.prefix { $0.isLetter || $0.isNumber || $0 == "_" } })
        }

        /// The name without `.swift` and without what follows a plus.
        var stem: String {
            let name = path.split(separator: "/").last.map { $0.dropLast(".swift".count) } ?? ""
            return String(name.prefix { $0 != "+" })
        }

        private static func imported(_ line: Substring) -> String? {
            guard line.contains("import ") else { return nil }
            var words = line.split(separator: " ")[...]
            while let first = words.first, first.hasPrefix("@") || access.contains(first) { words.removeFirst() }
            guard words.count >= 2, words.first == "import" else { return nil }
            return words.dropFirst().first.map(String.init)
        }

        private static let access: Set<Substring> = ["public", "internal", "package", "private", "fileprivate"]
    }

    static let sources = swiftFiles(below: "Sources")
    static let tests = swiftFiles(below: "Tests")

    static func text(_ path: String) throws -> String {
        try String(contentsOf: VectorFiles.packageRoot.appendingPathComponent(path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: VectorFiles.packageRoot.appendingPathComponent(path).path)
    }

    /// Names in a folder, sorted.
    static func names(in folder: String) throws -> [String] {
        let url = VectorFiles.packageRoot.appendingPathComponent(folder)
        return try FileManager.default.contentsOfDirectory(atPath: url.path).filter { !$0.hasPrefix(".") }.sorted()
    }

    private static func swiftFiles(below folder: String) -> [Source] {
        let root = VectorFiles.packageRoot.appendingPathComponent(folder)
        guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else { return [] }
        return walk.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.compactMap { url in
            let parts = url.path.dropFirst(root.path.count + 1).split(separator: "/").map(String.init)
            guard parts.count >= 3, let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
            return Source(layer: parts[0], module: parts[1], path: parts.joined(separator: "/"), text: text)
        }
        .sorted { $0.path < $1.path }
    }
}
