import Foundation

/// `Vectors/golden.tar.xz`, unpacked once below `.build` (`Tools/golden-set.py` makes it from the large set).
enum GoldenArchive {
    /// The folder; it is named after the archive's bytes, so that another archive gets another folder.
    static let unpacked: URL = {
        let archive = VectorFiles.packageRoot.appendingPathComponent("Vectors/golden.tar.xz")
        do {
            let bytes = try Data(contentsOf: archive)
            let folder = VectorFiles.packageRoot.appendingPathComponent(".build/golden/\(fingerprint(bytes))")
            if !FileManager.default.fileExists(atPath: folder.path) { try unpack(archive, to: folder) }
            return folder
        } catch { fatalError("\(archive.path) cannot be unpacked: \(error)") }
    }()

    /// Unpacks beside the final place and renames: a test process beside this one never sees half of it.
    private static func unpack(_ archive: URL, to folder: URL) throws {
        let beside = folder.deletingLastPathComponent()
            .appendingPathComponent("unpacking-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: beside, withIntermediateDirectories: true)
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "-xJf", archive.path, "-C", beside.path]
        try tar.run()
        tar.waitUntilExit()
        guard tar.terminationStatus == 0 else { throw Failed(status: tar.terminationStatus) }
        do {
            try FileManager.default.moveItem(at: beside, to: folder)
        } catch  where FileManager.default.fileExists(atPath: folder.path) {
            try FileManager.default.removeItem(at: beside)  // Another process was quicker.
        }
    }

    struct Failed: Error { let status: Int32 }

    /// FNV-1a: it tells archives apart, and is no check.
    private static func fingerprint(_ bytes: Data) -> String {
        String(bytes.reduce(14_695_981_039_346_656_037 as UInt64) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }, radix: 16)
    }
}
