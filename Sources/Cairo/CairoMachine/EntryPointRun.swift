public import CasmModel
public import FiniteFields

/// One call of a class's entry point, as Starknet makes it (EXEC spec §3.9).
///
/// Arguments are the builtin pointers of the entry point, the gas, a pointer to the system-call segment and the
/// calldata; the same come back, with the returned data in place of the calldata.
///
///     let run = try EntryPointRun(program, entry, calldata: calldata, gas: gas, limits: limits, environment: handler)
///     let result = try run.run()
public final class EntryPointRun {
    /// The gas that the costs of builtins in the cost segment are counted in: pedersen, bitwise, ec_op, poseidon,
    /// add_mod, mul_mod, blake (protocol 0.14.4).
    public static let builtinCosts: [UInt64] = [4050, 583, 4085, 491, 230, 604, 3334]

    public let machine: Machine
    public let entry: CasmEntryPoint
    /// The start of the segment of each builtin of the entry point, in signature order; for the segment arena the
    /// pointer that is passed, behind the first triple.
    public let builtinStarts: [MachineAddress]
    /// Where the system-call transcript begins.
    public let systemStart: MachineAddress
    /// The calldata's cells.
    public let calldata: MachineAddress
    /// The dictionary infos behind the segment arena, if the entry point has one.
    public let arenaInfos: MachineAddress?

    /// Prepares memory and registers. `gas`: what the function gets, the initial 10,000 already taken off.
    public init(
        _ program: CairoProgram, _ entry: CasmEntryPoint, calldata: [Felt252], gas: UInt64, limits: MachineLimits,
        tracing: Bool = false, environment: any RunEnvironment
    ) throws(MachineError) {
        machine = try Machine(program: program, limits: limits, tracing: tracing, environment: environment)
        self.entry = entry
        guard program.count >= 1, entry.offset >= 0, entry.offset < program.count - 1 else { throw .badProgram }
        let costs = try machine.addSegment(EntryPointRun.builtinCosts.map { MemoryValue.small($0) })
        try machine.write(MemoryValue(costs), at: MachineAddress(segment: 0, offset: UInt64(program.count - 1)))
        var starts: [MachineAddress] = []
        var infos: MachineAddress?
        for builtin in entry.builtins {
            if builtin == .segmentArena {
                let start = MachineAddress(segment: try machine.addSegment(), offset: 0)
                infos = start
                let arena = try machine.addSegment([MemoryValue(start), .small(0), .small(0)])
                starts.append(MachineAddress(segment: arena.segment, offset: 3))
            } else {
                starts.append(MachineAddress(segment: try machine.addSegment(builtin: builtin), offset: 0))
            }
        }
        builtinStarts = starts
        arenaInfos = infos
        systemStart = MachineAddress(segment: try machine.addSegment(), offset: 0)
        self.calldata = try machine.addSegment(calldata.map { MemoryValue($0) })
        // The caller that is returned to: two empty segments that nothing else points to.
        let returnFP = MachineAddress(segment: try machine.addSegment(), offset: 0)
        let end = MachineAddress(segment: try machine.addSegment(), offset: 0)
        var stack = starts.map { MemoryValue($0) }
        stack += [
            .small(gas), MemoryValue(systemStart), MemoryValue(self.calldata),
            .pointer(self.calldata.segment, self.calldata.offset + UInt64(calldata.count)),
            MemoryValue(returnFP), MemoryValue(end),
        ]
        try machine.write(stack, at: MachineAddress(segment: 1, offset: 0))
        machine.setRegisters(
            pc: MachineAddress(segment: 0, offset: UInt64(entry.offset)), ap: UInt64(stack.count),
            fp: UInt64(stack.count))
        machine.setEnd(end)
    }

    /// Runs to the end, checks the builtins and reads the results.
    ///
    /// Errors mean that the execution is aborted; a panic of the contract is a result (`failed`).
    public func run() throws(MachineError) -> EntryPointResult {
        try machine.run()
        return try result()
    }

    private func result() throws(MachineError) -> EntryPointResult {
        let count = entry.builtins.count
        guard machine.ap >= UInt64(5 + count) else { throw .returnValues }
        let first = machine.ap - UInt64(5 + count)
        func cell(_ i: Int) -> MachineAddress { MachineAddress(segment: 1, offset: first + UInt64(i)) }
        var usage: [BuiltinUsage] = []
        for (i, builtin) in entry.builtins.enumerated() {
            usage.append(BuiltinUsage(builtin: builtin, instances: try used(builtin, i, machine.address(at: cell(i)))))
        }
        guard let gas = machine.value(at: cell(count))?.asUInt64 else { throw .returnValues }
        let system = try machine.address(at: cell(count + 1))
        // The transcript must be consumed to its last cell, or a call could be added or left out.
        guard system.segment == systemStart.segment, system.offset == machine.segmentSize(systemStart.segment) else {
            throw .stopPointer
        }
        guard let flag = machine.value(at: cell(count + 2))?.asUInt64, flag < 2 else { throw .returnValues }
        let start = try machine.address(at: cell(count + 3)), end = try machine.address(at: cell(count + 4))
        guard start.segment == end.segment, start.offset <= end.offset else { throw .returnValues }
        let data = try machine.felts(at: start, count: end.offset - start.offset)
        try machine.completeBuiltins()
        guard machine.segmentSize(0) == UInt64(machine.program.count) else { throw .security }
        return EntryPointResult(
            gasLeft: gas, failed: flag == 1, returnedData: data, returnedStart: start, systemEnd: system,
            usage: usage, steps: machine.steps)
    }

    /// Instances used of a builtin, from its returned pointer.
    private func used(
        _ builtin: Builtin, _ index: Int, _ pointer: MachineAddress
    ) throws(MachineError) -> UInt64 {
        let start = builtinStarts[index]
        guard pointer.segment == start.segment, pointer.offset >= start.offset else { throw .stopPointer }
        let cells = UInt64(builtin.cellsPerInstance)
        if builtin == .segmentArena {
            guard (pointer.offset - start.offset) % 3 == 0 else { throw .stopPointer }
            return (pointer.offset - start.offset) / 3
        }
        let instances = (machine.segmentSize(start.segment) + cells - 1) / cells
        guard pointer.offset == instances * cells else { throw .stopPointer }
        return instances
    }
}

/// What a call of an entry point gave back.
public struct EntryPointResult: Sendable {
    public var gasLeft: UInt64
    /// The function panicked; `returnedData` is the panic data.
    public var failed: Bool
    public var returnedData: [Felt252]
    /// Where the returned data lies in the machine's memory.
    public var returnedStart: MachineAddress
    /// Where the system-call transcript ends.
    public var systemEnd: MachineAddress
    /// In the order of the entry point's builtins.
    public var usage: [BuiltinUsage]
    public var steps: UInt64
}
