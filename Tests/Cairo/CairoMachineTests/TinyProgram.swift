import CairoMachine
import CasmModel
import FiniteFields

/// A few instructions over a few cells: what one case of an error needs.
struct TinyProgram {
    var words: [MemoryValue]
    var stack = [TinyProgram.number(5), TinyProgram.number(7)]
    var hints: [Hint] = []
    var environment: any RunEnvironment = PlainEnvironment()

    /// An instruction word: flags as in the Cairo paper, offsets of destination and operands, the opcode extension.
    static func word(
        _ flags: UInt64, _ destination: Int64, _ first: Int64, _ second: Int64, extension kind: UInt64 = 0
    ) -> MemoryValue {
        let offsets = [destination, first, second].map { UInt64($0 + 0x8000) }
        let low = (flags | kind << 15) << 48 | offsets[2] << 32 | offsets[1] << 16 | offsets[0]
        return MemoryValue(Felt252(UInt128(kind >> 1) << 64 | UInt128(low)))
    }

    static let ret = word(0x208b, -2, -1, -1)
    /// `[ap] = immediate; ap++`
    static func push(_ value: MemoryValue) -> [MemoryValue] { [word(0x4806, 0, -1, 1), value] }

    static func number(_ value: Felt252) -> MemoryValue { MemoryValue(value) }

    static func pointer(_ segment: UInt64, _ offset: UInt64 = 0) -> MemoryValue {
        MemoryValue(MachineAddress(segment: segment, offset: offset))
    }

    /// The machine before its first step; `prepare` adds segments, numbered from 2.
    func machine(_ prepare: (Machine) throws -> Void = { _ in }) throws -> Machine {
        let program = CairoProgram(
            words: words, hints: hints.isEmpty ? [] : [PositionedHints(position: 0, hints: hints)])
        let machine = try Machine(
            program: program, limits: MachineLimits(steps: 100, cells: 1 << 20), environment: environment)
        try prepare(machine)
        try machine.write(stack, at: MachineAddress(segment: 1, offset: 0))
        let top = UInt64(stack.count)
        machine.setRegisters(pc: MachineAddress(segment: 0, offset: 0), ap: top, fp: top)
        return machine
    }

    /// Calls it as the only entry point of a class, with builtins and calldata.
    func call(_ builtins: [Builtin] = [], offset: Int = 0) throws -> EntryPointResult {
        let entry = CasmEntryPoint(selector: 1, offset: offset, builtins: builtins)
        // Behind the code a `ret` and the cell for the costs of builtins.
        let code: [MemoryValue?] = words + [Self.ret] + [nil]
        let run = try EntryPointRun(
            CairoProgram(words: code, hints: []), entry, calldata: [], gas: 1000,
            limits: MachineLimits(steps: 100, cells: 1 << 20), environment: environment)
        return try run.run()
    }
}
