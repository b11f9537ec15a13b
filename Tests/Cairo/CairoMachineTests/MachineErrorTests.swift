import CairoMachine
import CasmModel
import FiniteFields
import Testing

/// Each way in which a run can end early, by the shortest program that ends so.
struct MachineErrorTests {
    typealias Tiny = TinyProgram

    /// `[fp - 2] = [[fp - 1]]`: writes the first cell where the second points to.
    static let store = Tiny.word(0x4003, -2, -1, 0)
    static let big = MemoryValue(Felt252(UInt128(1) << 100))

    static var instructions: [(MachineError, Tiny)] {
        [
            // jmp rel 100
            (.pcOutsideCode, Tiny(words: [Tiny.word(0x0107, -1, -1, 1), Tiny.number(100)])),
            (.badInstruction, Tiny(words: [big])),
            // [ap] = [fp + 5]
            (.unknownOperand, Tiny(words: [Tiny.word(0x480a, 0, -1, 5)])),
            // jmp rel 2 if [ap] != 0
            (.unknownDestination, Tiny(words: [Tiny.word(0x0206, 0, -1, 1), Tiny.number(2)])),
            // [fp - 1] = 9
            (.assertionFailed, Tiny(words: [Tiny.word(0x4007, -1, -1, 1), Tiny.number(9)])),
            (.notPointer, Tiny(words: [store])),
            // ap += [fp - 1]
            (.notFelt, Tiny(words: [Tiny.word(0x040b, -1, -1, -1)], stack: [Tiny.number(5), Tiny.pointer(1)])),
            // [ap] = [fp - 1] + [fp - 2]
            (
                .pointerArithmetic,
                Tiny(words: [Tiny.word(0x482a, 0, -1, -2)], stack: [Tiny.pointer(1), Tiny.pointer(1)])
            ),
            (.noSuchSegment, Tiny(words: [store], stack: [Tiny.number(5), Tiny.pointer(40)])),
            (.memoryLimit, Tiny(words: [store], stack: [Tiny.number(5), Tiny.pointer(1, 1 << 30)])),
            // [ap] = [fp - 100]
            (.addressRange, Tiny(words: [Tiny.word(0x480a, 0, -1, -100)])),
            // [ap] = [fp - 1] + [fp - 2] in the extension field
            (
                .extensionOperand,
                Tiny(
                    words: [Tiny.word(0x482a, 0, -1, -2, extension: 3)],
                    stack: [big, Tiny.number(Felt252(1 << 35 as UInt64))])
            ),
            (.stepLimit, Tiny(words: [Tiny.word(0x0107, -1, -1, 1), Tiny.number(0)])),
        ]
    }

    @Test(arguments: instructions.indices)
    func `an instruction`(index: Int) throws {
        let (error, program) = Self.instructions[index]
        #expect(throws: error) { try program.machine().run() }
    }

    static let fp1 = HintOperand.cell(CellReference(.fp, -1))
    static let hints: [(MachineError, Hint)] = [
        (
            .hint,
            .wideMul128(
                lhs: .immediate(-Felt252.one), rhs: fp1, high: CellReference(.ap, 0), low: CellReference(.ap, 1))
        ),
        (.hintNotAllowed, .cheatcode(selector: 1)),
        (.notPointer, .systemCall(system: fp1)),
        (.systemCall, .systemCall(system: .cell(CellReference(.fp, -2)))),
    ]

    /// Refuses each system call, as the handler of Starknet does after it has kept its reason.
    final class Refusing: RunEnvironment {
        func systemCall(_ machine: Machine, at pointer: MachineAddress) throws(MachineError) { throw .systemCall }
    }

    @Test(arguments: hints.indices)
    func `a hint`(index: Int) throws {
        let (error, hint) = Self.hints[index]
        let program = Tiny(
            words: [Tiny.ret], stack: [Tiny.pointer(1), Tiny.number(7)], hints: [hint], environment: Refusing())
        #expect(throws: error) { try program.machine().run() }
    }

    @Test func `a hint of a Cairo 0 program that nobody knows`() throws {
        let ret = try #require(Tiny.ret.asFelt)
        let program = ZeroProgram(
            words: .init(repeating: ret, count: 6), builtins: [], hints: [.init(position: 0, hints: [.unknown])])
        let run = try ProofRun(program, limits: MachineLimits(steps: 100))
        #expect(throws: MachineError.unknownHint) { try run.run() }
    }

    @Test func `memory is written once and builtins keep their ranges`() throws {
        let machine = try Tiny(words: [Tiny.ret]).machine {
            for builtin in [Builtin.rangeCheck, .bitwise] { _ = try $0.addSegment(builtin: builtin) }
        }
        #expect(throws: MachineError.inconsistentMemory) {
            try machine.write(8 as Felt252, at: MachineAddress(segment: 1, offset: 0))
        }
        #expect(throws: MachineError.rangeCheck) {
            try machine.write(-Felt252.one, at: MachineAddress(segment: 2, offset: 0))
        }
        try machine.write([Tiny.number(-Felt252.one), Tiny.number(1)], at: MachineAddress(segment: 3, offset: 0))
        #expect(throws: MachineError.builtin) { try machine.completeBuiltins() }
    }

    @Test func `a temporary segment without a place`() throws {
        let machine = try Tiny(words: [Tiny.ret]).machine { _ = try $0.addSegment(temporary: true) }
        try machine.write(Felt252.one, at: MachineAddress(segment: 2, offset: 0))
        #expect(throws: MachineError.relocation) { try machine.placeTemporarySegments() }
    }
}
