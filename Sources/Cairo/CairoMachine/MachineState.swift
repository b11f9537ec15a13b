import CasmModel

typealias StatePointer = UnsafeMutablePointer<MachineState>

/// Memory and registers of a run, behind one pointer. Segment 0 is the program, segment 1 the execution segment.
///
/// Methods here check every address: they serve the complete path, hints and set-up. Only `runLoop` reads segments
/// directly, after its own bounds checks.
struct MachineState {
    var segments: UnsafeMutablePointer<Segment>
    var segmentCount: UInt64 = 0
    var segmentCapacity: UInt64 = 64
    var pcSegment: UInt64 = 0, pc: UInt64 = 0, ap: UInt64 = 0, fp: UInt64 = 0
    var steps: UInt64 = 0
    var trace: UnsafeMutablePointer<TraceEntry>?
    var traceCapacity: UInt64 = 0
    /// Set when a hint of the current instruction has run and the instruction has not.
    var hintDone = false
    /// Tests only: send every instruction to the complete path.
    var onlyGeneric = false
    var cellsLeft: UInt64
    let segmentsMax: UInt64
    /// A single segment stays below this, so that offsets fit a trace entry.
    let segmentCellsMax: UInt64 = 1 << 30
    /// Cells by which a reserved segment grows, 2 MiB.
    private static let growthCells: UInt64 = 1 << 16
    /// The run ends when this address is reached; checked only off the fast path.
    var endSegment: UInt64 = .max, end: UInt64 = .max

    init(limits: MachineLimits) {
        segments = .allocate(capacity: 64)
        cellsLeft = limits.cells
        segmentsMax = limits.segments
    }

    /// Adds a segment of unknown cells.
    mutating func addSegment(
        reserve: UInt64 = 32, builtin: Builtin? = nil, temporary: Bool = false
    ) throws(MachineError) -> UInt64 {
        guard segmentCount < segmentsMax, reserve <= cellsLeft else { throw .memoryLimit }
        if segmentCount == segmentCapacity {
            let grown = UnsafeMutablePointer<Segment>.allocate(capacity: Int(segmentCapacity * 2))
            grown.update(from: segments, count: Int(segmentCount))
            segments.deallocate()
            segments = grown
            segmentCapacity *= 2
        }
        guard let block = Pages.allocate(Int(reserve) * 32, huge: segmentCount == 1) else { throw .memoryLimit }
        cellsLeft -= reserve
        var segment = Segment(base: block.assumingMemoryBound(to: MemoryValue.self), capacity: reserve)
        segment.builtin = builtin.map { $0.rawValue + 1 } ?? 0
        segment.isTemporary = temporary
        segments[Int(segmentCount)] = segment
        segmentCount += 1
        return segmentCount - 1
    }

    /// Adds the execution segment: a reserved range of addresses, which a long run fills without copying.
    mutating func addExecutionSegment() throws(MachineError) {
        let reserved = min(cellsLeft, segmentCellsMax), first = min(1 << 12, reserved)
        guard first > 0, let block = Pages.reserve(Int(reserved) * 32) else {
            _ = try addSegment(reserve: 1 << 12)
            return
        }
        cellsLeft -= first
        var segment = Segment(base: block.assumingMemoryBound(to: MemoryValue.self), capacity: first)
        segment.reserved = reserved
        segments[Int(segmentCount)] = segment
        segmentCount += 1
    }

    /// Makes `offset` addressable by doubling the block; fresh cells are zero, hence unknown.
    @inline(never)
    mutating func grow(_ s: UInt64, _ offset: UInt64) throws(MachineError) {
        guard offset < segmentCellsMax else { throw .memoryLimit }
        let old = segments[Int(s)]
        var capacity = max(old.capacity, 32)
        while capacity <= offset { capacity <<= 1 }
        if old.reserved > 0 {
            // Nothing is copied, so that a large one grows step by step and other segments find what it does not use.
            if capacity > Self.growthCells { capacity = (offset / Self.growthCells + 1) * Self.growthCells }
            capacity = min(capacity, old.reserved, old.capacity + cellsLeft)
            guard offset < capacity else { throw .memoryLimit }
            cellsLeft -= capacity - old.capacity
            segments[Int(s)].capacity = capacity
            return
        }
        guard capacity <= cellsLeft, let block = Pages.allocate(Int(capacity) * 32, huge: s == 1) else {
            throw .memoryLimit
        }
        cellsLeft = cellsLeft - capacity + old.capacity
        let base = block.assumingMemoryBound(to: MemoryValue.self)
        base.update(from: old.base, count: Int(old.used))
        Pages.release(old.base, Int(old.capacity) * 32)
        segments[Int(s)].base = base
        segments[Int(s)].capacity = capacity
    }

    /// The word at an address, marked accessed; unknown when absent.
    func read(_ s: UInt64, _ o: UInt64) -> MemoryValue {
        guard s < segmentCount else { return .unknown }
        let segment = segments[Int(s)]
        guard o < segment.capacity else { return .unknown }
        var v = segment.base[Int(o)]
        if v.isKnown && !v.isReady {
            v.l3 |= MemoryValue.accessed
            segment.base[Int(o)] = v
        }
        return v
    }

    /// The word at an address without marking it; unknown when absent.
    func peek(_ s: UInt64, _ o: UInt64) -> MemoryValue {
        guard s < segmentCount, o < segments[Int(s)].capacity else { return .unknown }
        return segments[Int(s)].base[Int(o)]
    }

    /// Writes a cell once: a known cell must hold the same value.
    mutating func write(_ s: UInt64, _ o: UInt64, _ v: MemoryValue, accessed: Bool) throws(MachineError) {
        guard s < segmentCount else { throw .noSuchSegment }
        guard v.isKnown else { throw .unknownOperand }
        if o >= segments[Int(s)].capacity { try grow(s, o) }
        let segment = segments + Int(s)
        let old = segment.pointee.base[Int(o)]
        if old.isKnown {
            guard old.same(v) else { throw .inconsistentMemory }
            return
        }
        if segment.pointee.builtin != 0, !MachineState.isInRange(v, segment.pointee.builtin) { throw .rangeCheck }
        var w = v
        w.l3 = accessed ? v.l3 | MemoryValue.accessed : v.l3 & ~MemoryValue.accessed
        segment.pointee.base[Int(o)] = w
        if o >= segment.pointee.used { segment.pointee.used = o + 1 }
    }

    @inline(__always) static var rangeCheckTag: UInt8 { Builtin.rangeCheck.rawValue + 1 }
    @inline(__always) static var rangeCheck96Tag: UInt8 { Builtin.rangeCheck96.rawValue + 1 }

    /// Whether a value may stand in a segment with this builtin tag.
    static func isInRange(_ v: MemoryValue, _ tag: UInt8) -> Bool {
        if tag == rangeCheckTag { return v.isWord128 }
        if tag == rangeCheck96Tag { return v.isWord128 && v.l1 >> 32 == 0 }
        return true
    }

    /// Makes room for trace entries: one range of addresses for all steps and the last one of a proof.
    mutating func makeTrace(limit: UInt64) throws(MachineError) {
        guard trace == nil else { return }
        let stride = MemoryLayout<TraceEntry>.stride
        var capacity = limit + 1
        var block = Pages.reserve(Int(capacity) * stride)
        // A system that counts reserved addresses as memory grants less: the run then ends earlier.
        while block == nil, capacity > 1 << 12 {
            capacity >>= 1
            block = Pages.reserve(Int(capacity) * stride)
        }
        guard let block else { throw .memoryLimit }
        trace = block.assumingMemoryBound(to: TraceEntry.self)
        traceCapacity = capacity
    }

    func release() {
        for i in 0..<Int(segmentCount) {
            let segment = segments[i]
            if segment.reserved > 0 {
                Pages.releaseReserved(segment.base, Int(segment.reserved) * 32)
            } else {
                Pages.release(segment.base, Int(segment.capacity) * 32)
            }
            if let code = segment.code, !segment.codeIsShared { Pages.release(code, Int(segment.codeCount) * 16) }
        }
        segments.deallocate()
        if let trace { Pages.releaseReserved(trace, Int(traceCapacity) * MemoryLayout<TraceEntry>.stride) }
    }
}
