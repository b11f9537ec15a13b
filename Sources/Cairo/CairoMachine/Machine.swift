/// One run of the Cairo machine: memory, registers, hints.
///
/// Segment 0 holds the program, segment 1 the execution stack. A machine is used by one thread at a time and for one
/// run; a nested call of a contract is another machine. Hostile programs end in a `MachineError`, never in a trap.
///
///     let machine = try Machine(program: program, limits: MachineLimits(steps: 1_000_000))
///     let run = EntryPointRun(…)
public final class Machine {
    let state: StatePointer
    let program: CairoProgram
    /// Serves system calls and places memory.
    public var environment: any RunEnvironment
    /// Record a trace entry per step.
    public let tracing: Bool
    /// Dictionaries after the first go to temporary segments, merged into one by the relocation rules that the
    /// program's own hints add. Executables do so, contracts do not.
    public var mergesDictionaries = false
    var hints = HintState()
    var relocationRules: [UInt64: MachineAddress] = [:]
    /// What allocation hints handed out so far (dictionaries excepted).
    public internal(set) var allocations: [Allocation] = []
    /// The number of the mark passed last.
    public private(set) var lastMark: Int?
    public let limits: MachineLimits

    /// A machine with the program loaded in segment 0 and an empty execution segment 1.
    public init(
        program: CairoProgram, limits: MachineLimits, tracing: Bool = false,
        environment: any RunEnvironment = PlainEnvironment()
    ) throws(MachineError) {
        self.program = program
        self.limits = limits
        self.tracing = tracing
        self.environment = environment
        state = .allocate(capacity: 1)
        state.initialize(to: MachineState(limits: limits))
        // Two cells beyond the code: the loop may look at the word after an instruction.
        _ = try state.pointee.addSegment(reserve: UInt64(program.count) + 2)
        try state.pointee.addExecutionSegment()
        if tracing { try state.pointee.makeTrace(limit: min(limits.steps, limits.traceEntries)) }
        let code = state.pointee.segments
        code.pointee.base.update(from: program.words, count: program.count)
        code.pointee.used = UInt64(program.count)
        code.pointee.code = program.decoded
        code.pointee.codeCount = UInt64(program.count)
        code.pointee.codeIsShared = true
    }

    deinit {
        state.pointee.release()
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// Cells that may still be taken.
    public var cellsLeft: UInt64 { state.pointee.cellsLeft }
    /// The number of instructions executed.
    public var steps: UInt64 { state.pointee.steps }
    /// The offset of the allocation pointer in the execution segment.
    public var ap: UInt64 { state.pointee.ap }
    /// The offset of the frame pointer in the execution segment.
    public var fp: UInt64 { state.pointee.fp }
    /// Where the next instruction is.
    public var pc: MachineAddress { MachineAddress(segment: state.pointee.pcSegment, offset: state.pointee.pc) }
    /// The number of segments, temporary ones included.
    public var segmentCount: Int { Int(state.pointee.segmentCount) }

    /// Sets the registers before a run.
    public func setRegisters(pc: MachineAddress, ap: UInt64, fp: UInt64) {
        state.pointee.pcSegment = pc.segment
        state.pointee.pc = pc.offset
        state.pointee.ap = ap
        state.pointee.fp = fp
    }

    /// The run ends when the program counter gets here.
    public func setEnd(_ address: MachineAddress) {
        state.pointee.endSegment = address.segment
        state.pointee.end = address.offset
    }

    /// Forgets what hints remember (dictionaries, bump segment): another program begins in the same run.
    public func resetHints() { hints = HintState() }

    /// Runs until the end address or the program's stop position; the step limit is an error.
    public func run() throws(MachineError) {
        var next = nextPause
        while true {
            let pause =
                tracing
                ? try runLoop(state, limit: next, Tracing.self)
                : try runLoop(state, limit: next, NotTracing.self)
            switch pause {
            case .ended: return
            case .limit:
                // Where the trace ends first, the loop stops before the step that would have no entry.
                if steps < next { throw .memoryLimit }
                if next >= limits.steps { throw .stepLimit }
                if limits.isStopped?() == true { throw .stopped }
                next = nextPause
            case .hint:
                try runAction()
                state.pointee.hintDone = true
            }
        }
    }

    /// The number of steps at which the loop gives control back: at the limit, or before it to ask whether to go on.
    private var nextPause: UInt64 {
        limits.isStopped == nil ? limits.steps : min(limits.steps, steps + MachineLimits.stepsBetweenChecks)
    }

    /// Executes one more instruction, whatever stop mark or hint is there (the last step of a proof).
    public func stepOnce() throws(MachineError) {
        let decoded = try state.pointee.decode()
        let s = state.pointee
        if let trace = s.trace, s.steps < s.traceCapacity {
            trace[Int(s.steps)] = TraceEntry(
                pc: UInt32(truncatingIfNeeded: s.pc), pcSegment: UInt32(truncatingIfNeeded: s.pcSegment),
                ap: UInt32(truncatingIfNeeded: s.ap), fp: UInt32(truncatingIfNeeded: s.fp))
        }
        try state.pointee.step(decoded)
        state.pointee.steps += 1
    }

    private func runAction() throws(MachineError) {
        let position = Int(state.pointee.pc)
        guard state.pointee.pcSegment == 0, position < program.count else { return }
        let index = Int(program.actionIndex[position])
        guard index > 0 else { return }
        switch program.actions[index - 1] {
        case .hints(let list): for hint in list { try run(hint) }
        case .mark(let number):
            lastMark = number
            try environment.mark(self, number)
        case .zero(let list): for hint in list { try run(hint) }
        }
    }
}
