public import Foundation

/// Finds golden data: the large set (`STARLING_VECTORS`, or `../shared/vectors` beside the checkout) where it is at hand, and
/// the repository's own: `Vectors/` and what `Vectors/golden.tar.xz` holds, so that no test needs more than a checkout.
public enum VectorFiles {
    /// The checkout's root, from this file's own place.
    public static let packageRoot: URL = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// What the repository's archive holds.
    public static var ownSet: URL { GoldenArchive.unpacked }

    /// The large set comes first, so that the small one never hides it.
    static let roots: [URL] = {
        let beside =
            ProcessInfo.processInfo.environment["STARLING_VECTORS"].map { URL(fileURLWithPath: $0) }
            ?? packageRoot.appendingPathComponent("../shared/vectors").standardizedFileURL
        let own = packageRoot.appendingPathComponent("Vectors")
        return [beside, own, GoldenArchive.unpacked]
    }()

    /// The file or folder at a path such as `stwo/params/quick_small.json`, or nil where there is none.
    public static func find(_ path: String) -> URL? {
        roots.map { $0.appendingPathComponent(path) }.first { FileManager.default.fileExists(atPath: $0.path) }
    }

    /// Whether there is one: for what only the large set holds.
    public static func has(_ path: String) -> Bool { find(path) != nil }

    public static func data(_ path: String) throws -> Data {
        guard let url = find(path) else { throw Missing(path: path) }
        return try Data(contentsOf: url)
    }

    /// The parsed JSON value, as Foundation gives it. Numbers beyond 64 bits lose precision: such files use strings.
    public static func json(_ path: String) throws -> Any {
        try JSONSerialization.jsonObject(with: data(path), options: [.fragmentsAllowed])
    }

    public struct Missing: Error, CustomStringConvertible {
        public let path: String
        public var description: String { "no golden data at \(path)" }
    }
}
