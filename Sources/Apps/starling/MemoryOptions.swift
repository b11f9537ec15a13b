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
            "spill", value: "FOLDER", help: "where columns go that do not fit (default: beside the proof; '-': nowhere)"),
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

    /// Nil where a file would lie in memory.
    private static func spillFolder(_ path: String) -> String? {
        guard path != "-" else { return nil }
        let folder = path.isEmpty ? "." : path
        var system = statfs()
        // TMPFS_MAGIC, RAMFS_MAGIC
        guard statfs(folder, &system) == 0, system.f_type != 0x0102_1994, system.f_type != 0x8584_58f6 else { return nil }
        return folder
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
