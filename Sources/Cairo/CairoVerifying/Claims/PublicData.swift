/// A public memory cell: the id of its value and the value's eight 32-bit words, least significant first (STWO §6.5).
public struct PublicCell: Equatable, Sendable, BitwiseCopyable {
    /// The value's id in memory.
    public var id: UInt32
    /// Eight 32-bit words, the lowest first.
    public var value: SIMD8<UInt32>

    public init(id: UInt32, value: SIMD8<UInt32>) {
        self.id = id
        self.value = value
    }
}

/// A pointer in public memory: its id and the address it holds.
public struct PublicPointer: Equatable, Sendable, BitwiseCopyable {
    /// The value's id in memory.
    public var id: UInt32
    /// The address that is pointed to.
    public var value: UInt32

    public init(id: UInt32, value: UInt32) {
        self.id = id
        self.value = value
    }
}

/// Where a builtin's segment starts, and where the program stopped in it.
public struct PublicSegmentRange: Equatable, Sendable, BitwiseCopyable {
    /// The pointers before the run and after it.
    public var start: PublicPointer
    public var stop: PublicPointer

    public init(start: PublicPointer, stop: PublicPointer) {
        self.start = start
        self.stop = stop
    }

    /// No instance was used.
    public var isEmpty: Bool { start.value == stop.value }
}

/// Registers at the beginning or the end of a run.
public struct CasmRegisters: Equatable, Sendable, BitwiseCopyable {
    /// Addresses after relocation.
    public var pc: UInt32, ap: UInt32, fp: UInt32

    public init(pc: UInt32, ap: UInt32, fp: UInt32) {
        self.pc = pc
        self.ap = ap
        self.fp = fp
    }
}

/// What a Cairo proof is about: the program, its output, the builtin segments and the registers (STWO §6.6).
public struct PublicData: Equatable, Sendable {
    /// The program, from the initial pc on.
    public var program: [PublicCell]
    /// One entry a `PublicSegment`; nil where the program is not given that builtin. Always eleven.
    public var segments: [PublicSegmentRange?]
    /// The output segment's cells.
    public var output: [PublicCell]
    /// Ids of the two cells before the initial ap: the initial ap and zero.
    public var safeCallIDs: (UInt32, UInt32)
    public var initial: CasmRegisters
    public var final: CasmRegisters

    public init(
        program: [PublicCell], segments: [PublicSegmentRange?], output: [PublicCell], safeCallIDs: (UInt32, UInt32),
        initial: CasmRegisters, final: CasmRegisters
    ) {
        self.program = program
        self.segments = segments
        self.output = output
        self.safeCallIDs = safeCallIDs
        self.initial = initial
        self.final = final
    }

    /// A segment, or nil where the program is not given it.
    public subscript(segment: PublicSegment) -> PublicSegmentRange? {
        segment.rawValue < segments.count ? segments[segment.rawValue] : nil
    }

    /// The segments that are there, in order.
    public var presentSegments: [PublicSegmentRange] { segments.compactMap { $0 } }

    public static func == (a: PublicData, b: PublicData) -> Bool {
        a.program == b.program && a.segments == b.segments && a.output == b.output && a.safeCallIDs == b.safeCallIDs
            && a.initial == b.initial && a.final == b.final
    }
}
