import PackedFields
import Threading

/// How much memory a proof may take.
public struct ProvingMemory: Sendable {
    /// What the whole process may take while it proves. By estimate: nothing is measured on the way.
    public enum Limit: Equatable, Sendable {
        case none
        /// This many bytes.
        case bytes(Int)
        /// Nine tenths of what the machine has free when a proof begins, beside what the process has.
        case free
    }

    public var limit: Limit
    /// A folder on a disk, where columns may go that do not fit; nil stands for none.
    public var folder: String?
    /// How columns are kept; nil lets the limit decide.
    public var keeping: ColumnKeeping?

    public init(limit: Limit = .none, folder: String? = nil, keeping: ColumnKeeping? = nil) {
        self.limit = limit
        self.folder = folder
        self.keeping = keeping
    }

    /// Columns in memory, however much it takes.
    public static var unlimited: ProvingMemory { ProvingMemory() }

    /// The limit in bytes now; nil where there is none, or none that the system says.
    public var allowed: Int? {
        switch limit {
        case .none: nil
        case .bytes(let bytes): bytes
        // Free columns of proofs before are taken again.
        case .free:
            ProcessMemory.free.map { ($0 + ColumnMemory.use.kept) / 10 * 9 + ProvingMemory.present }
        }
    }

    /// What the process takes, without free columns.
    private static var present: Int { max(0, ProcessMemory.resident - ColumnMemory.use.kept) }

    /// The fastest way of keeping columns with which the proof fits.
    func plan(_ estimate: ProvingEstimate) throws(CairoProvingError) -> ProvingPlan {
        let ways = keeping.map { [$0] } ?? ColumnKeeping.allCases.filter { $0 != .file || folder != nil }
        let allowed = allowed, present = Self.present
        var least = Int.max
        for way in ways {
            let columnBytes = estimate.bytes(way), needed = present + columnBytes
            if needed <= allowed ?? .max {
                // What is left over makes larger parts, of which fewer are less work.
                let spare = min(max(0, (allowed ?? .max) - needed), 4 << 30) / 4 * 3
                return ProvingPlan(
                    keeping: way, folder: folder, columnBytes: columnBytes, needed: needed, allowed: allowed,
                    partBytes: ProvingPlan.partBytes + spare)
            }
            least = min(least, needed)
        }
        throw .memory(MemoryShortage(needed: least, allowed: allowed ?? 0))
    }
}

/// A proof takes more memory than allowed, however its columns are kept.
public struct MemoryShortage: Equatable, Sendable, CustomStringConvertible {
    /// Bytes of the whole process.
    public let needed: Int, allowed: Int

    public var description: String {
        "the proof takes at least \(Self.words(needed)), and \(Self.words(allowed)) are allowed"
    }

    /// Bytes in gigabytes, with two digits behind the point.
    static func words(_ bytes: Int) -> String {
        let hundredths = bytes / 10_000_000 + 1
        return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10) GB"
    }
}

/// What was chosen for one proof.
public struct ProvingPlan: Sendable {
    public let keeping: ColumnKeeping
    let folder: String?
    /// The most bytes that the proof takes by itself.
    let columnBytes: Int
    /// The most bytes that the process is expected to take.
    public let needed: Int
    /// The most that it may take, where there is a bound.
    public let allowed: Int?

    /// The choice in words.
    public var words: String {
        let bound = allowed.map { " of \(MemoryShortage.words($0)) allowed" } ?? ""
        return "about \(MemoryShortage.words(needed)) of memory\(bound): \(keeping.words)"
    }

    /// The bytes of columns that are made at a time for the composition, where they are not kept.
    let partBytes: Int
    /// The same where there is nothing to spare.
    static var partBytes: Int { 128 << 20 }

    /// Where columns go.
    func file() throws(CairoProvingError) -> ColumnFile? {
        guard keeping == .file else { return nil }
        guard let folder, let file = ColumnFile(folder: folder) else { throw .columnFile }
        return file
    }
}
