/// Why the loop gave control back.
enum LoopPause { case ended, limit, hint }

protocol LoopFlag { static var on: Bool { get } }
enum Tracing: LoopFlag { @inline(__always) static var on: Bool { true } }
enum NotTracing: LoopFlag { @inline(__always) static var on: Bool { false } }

/// The machine's registers while the loop runs: a local value, never captured by a closure.
///
/// Danger: nested functions that capture these as variables make them heap boxes with dynamic exclusivity checks.
struct Registers {
    var pc: UInt64, ap: UInt64, fp: UInt64, ps: UInt64
    var base: UnsafeMutablePointer<MemoryValue>, cap: UInt64, used: UInt64
    var codeBase: UnsafeMutablePointer<MemoryValue>, code: UnsafeMutablePointer<Decoded>, codeCount: UInt64

    @inline(__always)
    init(_ m: StatePointer) {
        pc = m.pointee.pc
        ap = m.pointee.ap
        fp = m.pointee.fp
        ps = m.pointee.pcSegment
        base = m.pointee.segments[1].base
        cap = m.pointee.segments[1].capacity
        used = m.pointee.segments[1].used
        codeBase = base
        code = UnsafeMutablePointer<Decoded>(bitPattern: 16).unsafelyUnwrapped
        codeCount = 0
        if ps < m.pointee.segmentCount {
            let s = m.pointee.segments + Int(truncatingIfNeeded: ps)
            if let c = s.pointee.code {
                codeBase = s.pointee.base
                codeCount = s.pointee.codeCount
                code = c
            }
        }
    }

    @inline(__always)
    func spill(_ m: StatePointer, _ steps: UInt64) {
        m.pointee.pc = pc
        m.pointee.ap = ap
        m.pointee.fp = fp
        m.pointee.steps = steps
        m.pointee.segments[1].used = used
    }

    @inline(__always)
    mutating func put(_ i: UInt64, _ v: MemoryValue) {
        base[Int(truncatingIfNeeded: i)] = v
        if i >= used { used = i &+ 1 }
    }

    /// Stores or compares the destination; false sends the step to the complete path.
    @inline(__always)
    mutating func assign(_ i: UInt64, _ dst: MemoryValue, _ v: MemoryValue) -> Bool {
        if dst.l3 == 0 {
            put(i, v)
            return true
        }
        return dst.isReady && dst.same(v)
    }

    /// The cell of the execution segment, or unknown-but-not-storable beyond the block.
    @inline(__always)
    func load(_ i: UInt64) -> MemoryValue { base[Int(truncatingIfNeeded: i)] }
}

@inline(__always)
func index(_ b: UInt64, _ o: Int16) -> UInt64 { b &+ UInt64(bitPattern: Int64(o)) }

/// Runs until the end address, a hint, an error or `limit` steps.
///
/// Each turn: limit, decoded instruction, trace entry, bounds of the two cells that every instruction names, then one
/// of twelve fused kinds. Whatever a kind does not handle leaves by `break fast` before it has stored anything, and
/// `step` does the whole instruction.
@inline(never)
func runLoop<T: LoopFlag>(_ m: StatePointer, limit: UInt64, _: T.Type) throws(MachineError) -> LoopPause {
    var r = Registers(m)
    var steps = m.pointee.steps
    let stop: UInt64
    if T.on { stop = min(limit, m.pointee.traceCapacity) } else { stop = limit }
    let trace = m.pointee.trace ?? UnsafeMutablePointer<TraceEntry>(bitPattern: 16).unsafelyUnwrapped

    while true {
        if steps >= stop {
            r.spill(m, steps)
            return .limit
        }
        var d: Decoded
        var kind: UInt8
        if r.pc < r.codeCount {
            d = r.code[Int(truncatingIfNeeded: r.pc)]
            kind = d.kind
        } else {
            d = Decoded()
            kind = Kind.undecoded
        }
        if kind == Kind.undecoded || kind > Kind.generic {
            r.spill(m, steps)
            if kind == Kind.stop { return .ended }
            if kind == Kind.hint {
                if !m.pointee.hintDone { return .hint }
                m.pointee.hintDone = false
                kind = d.real
            } else {
                if m.pointee.pcSegment == m.pointee.endSegment, m.pointee.pc == m.pointee.end { return .ended }
                d = try m.pointee.decode()
                r = Registers(m)
                kind = d.kind
            }
        }
        if T.on {
            trace[Int(truncatingIfNeeded: steps)] = TraceEntry(
                pc: UInt32(truncatingIfNeeded: r.pc), pcSegment: UInt32(truncatingIfNeeded: r.ps),
                ap: UInt32(truncatingIfNeeded: r.ap), fp: UInt32(truncatingIfNeeded: r.fp))
        }
        fast: do {
            if kind == Kind.generic { break fast }
            let dstI = index(d.dstFP ? r.fp : r.ap, d.dst), op0I = index(d.op0FP ? r.fp : r.ap, d.op0)
            if dstI >= r.cap || op0I >= r.cap { break fast }
            let dst = r.load(dstI), op0 = r.load(op0I)
            switch kind {
            case Kind.movImm:
                let op1 = r.codeBase[Int(truncatingIfNeeded: r.pc &+ 1)]
                guard op0.isReady, op1.isReady, r.assign(dstI, dst, op1) else { break fast }
                r.pc &+= 2
            case Kind.movReg:
                let op1I = index(d.op1FP ? r.fp : r.ap, d.op1)
                guard op1I < r.cap else { break fast }
                let op1 = r.load(op1I)
                guard op0.isReady, op1.isReady, r.assign(dstI, dst, op1) else { break fast }
                r.pc &+= 1
            case Kind.movDeref:
                guard op0.isReady, op0.isPointer, op0.l1 < m.pointee.segmentCount else { break fast }
                let seg = m.pointee.segments + Int(truncatingIfNeeded: op0.l1)
                let i = index(op0.l0, d.op1)
                guard i < seg.pointee.capacity else { break fast }
                let op1 = seg.pointee.base[Int(truncatingIfNeeded: i)]
                if op1.isReady {
                    guard r.assign(dstI, dst, op1) else { break fast }
                } else {
                    guard op1.l3 == 0, dst.isReady, op0.l1 != 1 else { break fast }
                    if seg.pointee.builtin != 0 {
                        guard seg.pointee.builtin == MachineState.rangeCheckTag, dst.isWord128 else { break fast }
                    }
                    seg.pointee.base[Int(truncatingIfNeeded: i)] = dst
                    if i >= seg.pointee.used { seg.pointee.used = i &+ 1 }
                }
                r.pc &+= 1
            case Kind.addImm:
                let op1 = r.codeBase[Int(truncatingIfNeeded: r.pc &+ 1)]
                guard op1.isReady, !op1.isPointer else { break fast }
                if op0.isReady {
                    if op0.isPointer {
                        guard let o = MachineState.checkedOffset(op0.l0, op1),
                            r.assign(dstI, dst, .pointer(op0.l1, o))
                        else { break fast }
                    } else {
                        guard r.assign(dstI, dst, WordField.add(op0, op1)) else { break fast }
                    }
                } else {
                    guard op0.l3 == 0, dst.isReady, !dst.isPointer else { break fast }
                    r.put(op0I, WordField.sub(dst, op1))
                }
                r.pc &+= 2
            case Kind.addReg:
                let op1I = index(d.op1FP ? r.fp : r.ap, d.op1)
                guard op1I < r.cap else { break fast }
                let op1 = r.load(op1I)
                if op0.isReady && op1.isReady {
                    if (op0.l3 | op1.l3) & MemoryValue.pointer != 0 {
                        guard op0.isPointer, !op1.isPointer, let o = MachineState.checkedOffset(op0.l0, op1),
                            r.assign(dstI, dst, .pointer(op0.l1, o))
                        else { break fast }
                    } else {
                        guard r.assign(dstI, dst, WordField.add(op0, op1)) else { break fast }
                    }
                } else {
                    guard dst.isReady, (dst.l3 | op0.l3 | op1.l3) & MemoryValue.pointer == 0 else { break fast }
                    if op0.isReady && op1.l3 == 0 {
                        r.put(op1I, WordField.sub(dst, op0))
                    } else if op1.isReady && op0.l3 == 0 {
                        r.put(op0I, WordField.sub(dst, op1))
                    } else {
                        break fast
                    }
                }
                r.pc &+= 1
            case Kind.mulImm:
                let op1 = r.codeBase[Int(truncatingIfNeeded: r.pc &+ 1)]
                guard op0.isReady, op1.isReady, (op0.l3 | op1.l3) & MemoryValue.pointer == 0,
                    r.assign(dstI, dst, WordField.mul(op0, op1))
                else { break fast }
                r.pc &+= 2
            case Kind.mulReg:
                let op1I = index(d.op1FP ? r.fp : r.ap, d.op1)
                guard op1I < r.cap else { break fast }
                let op1 = r.load(op1I)
                guard op0.isReady, op1.isReady, (op0.l3 | op1.l3) & MemoryValue.pointer == 0,
                    r.assign(dstI, dst, WordField.mul(op0, op1))
                else { break fast }
                r.pc &+= 1
            case Kind.jnz:
                guard dst.isReady, op0.isReady else { break fast }
                let n = dst.isZeroFelt ? r.pc &+ 2 : r.pc &+ UInt64(bitPattern: Int64(d.imm))
                guard Int64(bitPattern: n) >= 0 else { break fast }
                r.pc = n
            case Kind.jmpRelImm:
                let n = r.pc &+ UInt64(bitPattern: Int64(d.imm))
                guard dst.isReady, op0.isReady, Int64(bitPattern: n) >= 0 else { break fast }
                r.pc = n
            case Kind.callRelImm:
                let n = r.pc &+ UInt64(bitPattern: Int64(d.imm))
                guard dst.l3 == 0, op0.l3 == 0, Int64(bitPattern: n) >= 0 else { break fast }
                r.put(dstI, .pointer(1, r.fp))
                r.put(op0I, .pointer(r.ps, r.pc &+ 2))
                r.pc = n
                r.ap &+= 2
                r.fp = r.ap
                steps &+= 1
                continue
            case Kind.ret:
                guard dst.isReady, op0.isReady, dst.isPointer, op0.isPointer, dst.l1 == 1, op0.l1 == r.ps else {
                    break fast
                }
                r.fp = dst.l0
                r.pc = op0.l0
            case Kind.apAddImm:
                guard dst.isReady, op0.isReady else { break fast }
                let n = r.ap &+ UInt64(bitPattern: Int64(d.imm))
                guard n < r.cap else { break fast }
                r.ap = n
                r.pc &+= 2
                steps &+= 1
                continue
            default: break fast
            }
            r.ap &+= UInt64((d.flags >> 11) & 1)
            steps &+= 1
            continue
        }
        r.spill(m, steps)
        try m.pointee.step(d)
        r = Registers(m)
        steps &+= 1
    }
}
