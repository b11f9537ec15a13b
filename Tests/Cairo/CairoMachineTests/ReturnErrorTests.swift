import CairoMachine
import CasmModel
import FiniteFields
import Testing

/// What a called function must leave behind: gas, system calls used up, a flag, its data, the builtins' ends.
struct ReturnErrorTests {
    typealias Tiny = TinyProgram

    /// `[ap] = [fp - distance]; ap++`. The arguments: gas 6, system calls 5, calldata 4 and 3 below fp; above them builtins.
    static func copy(_ distance: Int64) -> MemoryValue { Tiny.word(0x480a, 0, -1, -distance) }

    @Test func `a function that gives back what it got`() throws {
        let words = [Self.copy(6), Self.copy(5)] + Tiny.push(Tiny.number(0)) + [Self.copy(4), Self.copy(3), Tiny.ret]
        let result = try Tiny(words: words).call()
        #expect(result.gasLeft == 1000)
        #expect(result.returnedData.isEmpty)
    }

    @Test func `gas that is no number and a flag beyond one`() {
        let tail = [Self.copy(4), Self.copy(3), Tiny.ret]
        let gas = Tiny.push(Tiny.number(-Felt252.one)) + [Self.copy(5)] + Tiny.push(Tiny.number(0)) + tail
        let flag = [Self.copy(6), Self.copy(5)] + Tiny.push(Tiny.number(2)) + tail
        for words in [gas, flag] {
            #expect(throws: MachineError.returnValues) { try Tiny(words: words).call() }
        }
    }

    @Test func `another pointer in the place of the system calls or of a builtin`() {
        let tail = Tiny.push(Tiny.number(0)) + [Self.copy(4), Self.copy(3), Tiny.ret]
        #expect(throws: MachineError.stopPointer) { try Tiny(words: [Self.copy(6), Self.copy(4)] + tail).call() }
        #expect(throws: MachineError.stopPointer) {
            try Tiny(words: [Self.copy(5), Self.copy(6), Self.copy(5)] + tail).call([.pedersen])
        }
    }

    @Test func `a cell behind the program`() {
        // A call leaves a pointer into the program; the store goes through it.
        let call = [Tiny.word(0x1104, 0, 1, 1), Tiny.number(2)], store = Tiny.word(0x4003, -2, -1, 60)
        let results = [Self.copy(8), Self.copy(7)] + Tiny.push(Tiny.number(0)) + [Self.copy(6), Self.copy(5)]
        // jmp abs [fp - 3], the caller's return address.
        let words = call + [store] + results + [Tiny.word(0x008b, -1, -1, -3)]
        #expect(throws: MachineError.security) { try Tiny(words: words).call() }
    }

    @Test func `an entry point outside the program`() {
        #expect(throws: MachineError.badProgram) { try Tiny(words: [Tiny.ret]).call(offset: 99) }
    }
}
