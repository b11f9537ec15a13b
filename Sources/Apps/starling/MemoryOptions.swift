import CairoProving
import CommandLines
import Foundation

extension Commands {
    /// How much memory proofs may take.
    static let memoryOptions = [
        CommandOption(
            "memory-limit", value: "SIZE",
            help: "the most memory of the process, such as 4G or 800M (default: what the machine has free)"),
        CommandOption(
            "spill", value: "FOLDER", help: "where columns go that do not fit (default: beside the proof; '-': nowhere)"
        ),
    ]

    /// `folder`: where columns go unless an option says otherwise.
    static func provingMemory(_ arguments: Arguments, folder: String) throws -> ProvingMemory {
        let spill = arguments.string("spill") ?? folder
        guard let text = arguments.string("memory-limit") else {
            return ProvingMemory(limit: .free, folder: spillFolder(spill))
        }
        guard let bytes = memorySize(text) else {
            throw UsageError("--memory-limit: '\(text)' is no size such as 4G or 800M")
        }
        return ProvingMemory(limit: .bytes(bytes), folder: spillFolder(spill))
    }

    /// Nil where a file would lie in memory, by the mount that the folder is in.
    private static func spillFolder(_ path: String) -> String? {
        guard path != "-" else { return nil }
        let folder = path.isEmpty ? "." : path
        let place = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        let mounts = (try? String(contentsOfFile: "/proc/mounts", encoding: .utf8)) ?? ""
        var longest = 0, system = ""
        for line in mounts.split(separator: "\n") {
            let fields: [String] = line.split(separator: " ").map { String($0) }
            guard fields.count > 2, fields[1].count > longest else { continue }
            guard fields[1] == "/" || place == fields[1] || place.hasPrefix(fields[1] + "/") else { continue }
            longest = fields[1].count
            system = fields[2]
        }
        return system == "tmpfs" || system == "ramfs" ? nil : folder
    }

    /// Bytes; a suffix K, M, G or T stands for powers of 1024. Nil for what is none, or more than 2^50.
    static func memorySize(_ text: String) -> Int? {
        let suffixes: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
        let shift = text.last.flatMap { suffixes[Character($0.uppercased())] }
        guard let number = Double(shift == nil ? text : String(text.dropLast())), number > 0 else { return nil }
        let bytes = number * Double(1 << (shift ?? 0))
        return bytes < 0x1p50 ? Int(bytes) : nil
    }
}
