import CairoMachine
import CasmModel
import FiniteFields
import Testing

/// What a run may take at most, trace included.
struct MemoryBoundTests {
    typealias Tiny = TinyProgram

    /// Writes a cell and jumps back, for ever.
    private func endless(_ limits: MachineLimits, isTraced: Bool) throws -> Machine {
        let words = Tiny.push(Tiny.number(5)) + [Tiny.word(0x0107, -1, -1, 1), Tiny.number(-Felt252(2 as UInt64))]
        let machine = try Machine(
            program: CairoProgram(words: words, hints: []), limits: limits, tracing: isTraced)
        try machine.write([Tiny.number(5), Tiny.number(7)], at: MachineAddress(segment: 1, offset: 0))
        machine.setRegisters(pc: MachineAddress(segment: 0, offset: 0), ap: 2, fp: 2)
        return machine
    }

    @Test(arguments: [false, true])
    func `a run without end meets it long before its step limit`(isTraced: Bool) throws {
        let bytes: UInt64 = 16 << 20
        let machine = try endless(
            MachineLimits(steps: 100_000_000, bytes: bytes, isTraced: isTraced), isTraced: isTraced)
        #expect(throws: MachineError.memoryLimit) { try machine.run() }
        let taken = machine.ap * 32 + (isTraced ? machine.steps * 16 : 0)
        #expect(taken <= bytes && taken > bytes / 5, "\(taken) bytes")
    }

    @Test func `no step is without its entry, whoever asks whether to go on`() throws {
        var limits = MachineLimits(steps: 10_000_000)
        limits.traceEntries = 200_000
        limits.isStopped = { false }
        let machine = try endless(limits, isTraced: true)
        #expect(throws: MachineError.memoryLimit) { try machine.run() }
        #expect(machine.steps == 200_001)
    }
}
