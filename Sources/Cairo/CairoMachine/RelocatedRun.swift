public import CasmModel
public import FiniteFields

/// The registers of one step as flat addresses.
public struct RelocatedState: Sendable, Equatable, BitwiseCopyable {
    public var pc: UInt32
    public var ap: UInt32
    public var fp: UInt32

    public init(pc: UInt32, ap: UInt32, fp: UInt32) {
        self.pc = pc
        self.ap = ap
        self.fp = fp
    }
}

/// A felt as four 64-bit limbs, plain, little endian.
public struct RelocatedWord: Sendable, Hashable, BitwiseCopyable {
    public var a: UInt64, b: UInt64, c: UInt64, d: UInt64

    public init(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
    }
}

/// The memory and trace of a finished run over one flat address space, as a prover takes them (STWO spec §6.9).
///
/// Segments follow each other from address 1; builtin segments except the output are padded with copies of their last
/// instance to a power of two of at least 16 instances. Every address has a value: cells that nobody wrote are 0.
public struct RelocatedRun: Sendable {
    /// Where a builtin's instances lie; `stop` is behind the padding.
    public struct BuiltinSegment: Sendable, Equatable {
        public var builtin: Builtin
        public var begin: UInt32
        public var stop: UInt32
        /// Instances the run used.
        public var instances: UInt32
    }

    /// One state per step; the last is the state of the endless jump, which is where a proof ends.
    public var trace: [RelocatedState]
    /// By address; element 0 is no cell.
    public var memory: [RelocatedWord]
    /// Cells that the run itself knew (not padding, not holes), by address.
    public var isKnown: [Bool]
    public var builtins: [BuiltinSegment]
    /// Program, initial stack, final stack, output: rising.
    public var publicAddresses: [UInt32]
    /// The builtins whose pointers the program was given on the stack, in canonical order.
    public var stackBuiltins: [Builtin]

    /// A run from parts, as the machine makes them or as a test invents them.
    public init(
        trace: [RelocatedState], memory: [RelocatedWord], isKnown: [Bool], builtins: [BuiltinSegment],
        publicAddresses: [UInt32], stackBuiltins: [Builtin]
    ) {
        self.trace = trace
        self.memory = memory
        self.isKnown = isKnown
        self.builtins = builtins
        self.publicAddresses = publicAddresses
        self.stackBuiltins = stackBuiltins
    }
}

extension RelocatedRun {
    /// The output segment's values.
    public var output: [Felt252] {
        guard let segment = builtins.first(where: { $0.builtin == .output }), segment.begin < segment.stop,
            Int(segment.stop) <= memory.count
        else { return [] }
        return memory[Int(segment.begin)..<Int(segment.stop)].map { Felt252(limbs: $0.a, $0.b, $0.c, $0.d) ?? .zero }
    }
}

extension ProofRun {
    /// The most cells of a flat address space: addresses of a proof are below 2^27.
    public static let cellsMax: UInt64 = 1 << 27

    /// Relocates the run; call it after `run()`.
    public func relocated() throws(MachineError) -> RelocatedRun {
        let state = machine.state
        let count = Int(state.pointee.segmentCount)
        var bases = [UInt64](repeating: 0, count: count)
        var next: UInt64 = 1
        var segments: [RelocatedRun.BuiltinSegment] = []
        for s in 0..<count where !state.pointee.segments[s].isTemporary {
            bases[s] = next
            var size = state.pointee.segments[s].used
            if let builtin = state.pointee.builtin(of: UInt64(s)) {
                let instances = machine.instances(of: builtin)
                if builtin != .output { size = ProofRun.paddedSize(builtin, instances) }
                segments.append(
                    RelocatedRun.BuiltinSegment(
                        builtin: builtin, begin: UInt32(truncatingIfNeeded: next),
                        stop: UInt32(truncatingIfNeeded: next + size), instances: UInt32(truncatingIfNeeded: instances)
                    ))
            }
            next += size
            guard next <= ProofRun.cellsMax else { throw .memoryLimit }
        }
        var memory = [RelocatedWord](repeating: RelocatedWord(0, 0, 0, 0), count: Int(next))
        var known = [Bool](repeating: false, count: Int(next))
        for s in 0..<count where !state.pointee.segments[s].isTemporary {
            let segment = state.pointee.segments[s]
            for o in 0..<Int(segment.used) {
                let v = segment.base[o]
                guard v.isKnown else { continue }
                let address = Int(bases[s]) + o
                known[address] = true
                if v.isPointer {
                    guard v.l1 < UInt64(count), !state.pointee.segments[Int(v.l1)].isTemporary else {
                        throw .relocation
                    }
                    let (flat, overflow) = bases[Int(v.l1)].addingReportingOverflow(v.l0)
                    guard !overflow else { throw .addressRange }
                    memory[address] = RelocatedWord(flat, 0, 0, 0)
                } else {
                    memory[address] = RelocatedWord(v.l0, v.l1, v.l2, v.top)
                }
            }
        }
        for segment in segments where segment.builtin != .output { pad(segment, &memory) }
        return RelocatedRun(
            trace: try relocatedTrace(bases), memory: memory, isKnown: known, builtins: segments,
            publicAddresses: publicAddresses(bases), stackBuiltins: stack)
    }

    static func paddedSize(_ builtin: Builtin, _ instances: UInt64) -> UInt64 {
        if instances == 0 { return 0 }
        var padded: UInt64 = 16
        while padded < instances { padded <<= 1 }
        return padded * UInt64(builtin.cellsPerInstance)
    }

    private func pad(_ segment: RelocatedRun.BuiltinSegment, _ memory: inout [RelocatedWord]) {
        let cells = segment.builtin.cellsPerInstance
        let used = Int(segment.begin) + Int(segment.instances) * cells
        for address in used..<max(used, Int(segment.stop)) { memory[address] = memory[address - cells] }
    }

    private func relocatedTrace(_ bases: [UInt64]) throws(MachineError) -> [RelocatedState] {
        var result: [RelocatedState] = []
        result.reserveCapacity(Int(machine.steps))
        guard let trace = machine.state.pointee.trace else { return [] }
        let execution = UInt32(truncatingIfNeeded: bases[1])
        for i in 0..<Int(machine.steps) {
            let entry = trace[i]
            guard Int(entry.pcSegment) < bases.count else { throw .pcOutsideCode }
            result.append(
                RelocatedState(
                    pc: entry.pc &+ UInt32(truncatingIfNeeded: bases[Int(entry.pcSegment)]),
                    ap: entry.ap &+ execution, fp: entry.fp &+ execution))
        }
        return result
    }

    private func publicAddresses(_ bases: [UInt64]) -> [UInt32] {
        var result: [UInt32] = []
        func append(_ start: UInt64, _ count: UInt64) {
            for address in start..<start + count { result.append(UInt32(truncatingIfNeeded: address)) }
        }
        append(bases[0], UInt64(machine.program.count))
        append(bases[1], 2 + UInt64(stack.count))
        append(bases[1] + machine.ap - UInt64(stack.count), UInt64(stack.count))
        if let output = segment(of: .output) { append(bases[Int(output)], machine.segmentSize(output)) }
        return result
    }
}
