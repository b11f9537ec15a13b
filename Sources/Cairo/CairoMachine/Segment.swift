/// One memory segment: words, the decoded form of those that ran as code, and whose segment it is.
struct Segment: BitwiseCopyable {
    var base: UnsafeMutablePointer<MemoryValue>
    var capacity: UInt64
    /// Cells of the reserved range of addresses behind `base`, 0 for an ordinary block of `capacity` cells.
    var reserved: UInt64 = 0
    /// One past the highest known cell.
    var used: UInt64 = 0
    var code: UnsafeMutablePointer<Decoded>?
    var codeCount: UInt64 = 0
    /// The decode cache belongs to a `CairoProgram` and is read only.
    var codeIsShared = false
    /// 0 for none, else raw value of `Builtin` plus one.
    var builtin: UInt8 = 0
    /// Lies outside the address space until a relocation rule places it.
    var isTemporary = false
    /// The size fixed by the end of the run, where it differs from `used`.
    var finalSize: UInt64 = 0
}

/// The registers of one step, before it: 16 bytes. Code may lie outside the program segment.
public struct TraceEntry: Sendable, BitwiseCopyable {
    public var pc: UInt32, pcSegment: UInt32, ap: UInt32, fp: UInt32
}

/// What a run may use. Reaching a limit is an ordinary error of the run.
public struct MachineLimits: Sendable {
    /// Instructions.
    public var steps: UInt64
    /// Cells of 32 bytes over all segments, charged by the capacity of their blocks.
    public var cells: UInt64
    /// Segments, each of at least 32 cells.
    public var segments: UInt64
    /// Entries of a trace, of 16 bytes each, where one is recorded. There is no step without its entry.
    public var traceEntries = UInt64.max
    /// Asked every `stepsBetweenChecks` instructions: true ends the run. Nothing that must come out the same everywhere may
    /// depend on it.
    public var isStopped: (@Sendable () -> Bool)?

    /// The default cells allow 512 MiB, of which only touched pages are real.
    public init(steps: UInt64, cells: UInt64 = 1 << 24, segments: UInt64 = 1 << 18) {
        self.steps = min(steps, MachineLimits.stepsMax)
        self.cells = min(cells, 1 << 30)
        self.segments = min(segments, 1 << 24)
    }

    /// For a run that takes no more than about so many bytes of memory: half of them for its trace where it has one, counting
    /// what relocation makes of both.
    public init(steps: UInt64, bytes: UInt64, isTraced: Bool) {
        let cell: UInt64 = 32, entry: UInt64 = 16, relocatedCell: UInt64 = 33, relocatedEntry: UInt64 = 12
        self.init(steps: steps, cells: isTraced ? bytes / 2 / (cell + relocatedCell) : bytes / cell)
        if isTraced { traceEntries = bytes / 2 / (entry + relocatedEntry) }
    }

    /// About a millisecond.
    static let stepsBetweenChecks: UInt64 = 1 << 16

    /// Trace entries hold 32-bit registers: steps plus the cells of a segment stay below 2^32.
    public static let stepsMax: UInt64 = 1 << 30
}
