public import Foundation

/// Finds golden data: `STARLING_VECTORS`, or `../shared/vectors` beside the checkout, or the project's own `Vectors/`.
public enum VectorFiles {
    /// The checkout's root, from this file's own place.
    public static let packageRoot: URL = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let roots: [URL] = {
        var roots: [URL] = []
        if let path = ProcessInfo.processInfo.environment["STARLING_VECTORS"] {
            roots.append(URL(fileURLWithPath: path))
        }
        roots.append(packageRoot.appendingPathComponent("Vectors"))
        // A git worktree may lie one folder deeper than the main checkout.
        roots.append(packageRoot.appendingPathComponent("../shared/vectors").standardizedFileURL)
        roots.append(packageRoot.appendingPathComponent("../../shared/vectors").standardizedFileURL)
        return roots
    }()

    /// The file at a path such as `stwo/params/quick_small.json`, or nil where that data set is not at hand.
    public static func find(_ path: String) -> URL? {
        roots.map { $0.appendingPathComponent(path) }.first { FileManager.default.fileExists(atPath: $0.path) }
    }

    /// Whether the data set is at hand: for `.enabled(if:)`, so that a run without it reports skipped tests.
    public static func has(_ path: String) -> Bool { find(path) != nil }

    public static func data(_ path: String) throws -> Data {
        guard let url = find(path) else { throw CocoaError(.fileNoSuchFile) }
        return try Data(contentsOf: url)
    }

    /// The parsed JSON value, as Foundation gives it. Numbers beyond 64 bits lose precision: such files use strings.
    public static func json(_ path: String) throws -> Any {
        try JSONSerialization.jsonObject(with: data(path), options: [.fragmentsAllowed])
    }
}
