import CairoAIR
import CairoMachine
import CairoVerifying
import CairoWitness
import Testing

/// Which component an instruction goes to, pattern by pattern (STWO §6.4).
struct OpcodeClassTests {
    /// Offsets, flags from bit 0 on, extension.
    struct Word: Sendable {
        var dst = -1, op0 = -1, op1 = -1
        var flags: [Int]
        var opcodeExtension: UInt64 = 0

        var words: RelocatedWord {
            func biased(_ offset: Int) -> UInt64 { UInt64(offset + 0x8000) }
            var low = biased(dst) | biased(op0) << 16 | biased(op1) << 32
            for flag in flags { low |= 1 << UInt64(48 + flag) }
            return RelocatedWord(low | (opcodeExtension & 1) << 63, opcodeExtension >> 1, 0, 0)
        }
    }
    // Flags: dst fp 0, op0 fp 1, immediate 2, op1 fp 3, op1 ap 4, add 5, mul 6, jump 7, jump rel 8, jnz 9, ap add 10,
    // ap add 1 11, call 12, ret 13, assert 14.

    /// The component, or the error, of one instruction at address 1 with ap = fp = 40 and every other cell holding `cell`.
    func component(_ word: Word, cell: RelocatedWord = RelocatedWord(7, 0, 0, 0)) -> Result<ComponentKind, WitnessError>
    {
        var memory = [RelocatedWord](repeating: cell, count: 80)
        memory[1] = word.words
        let state = RelocatedState(pc: 1, ap: 40, fp: 40)
        let run = RelocatedRun(
            trace: [state, state], memory: memory, isKnown: memory.map { _ in true }, builtins: [],
            publicAddresses: [], stackBuiltins: [])
        do throws(WitnessError) {
            let input = try ProverInput(run)
            let index = input.states.firstIndex { !$0.isEmpty } ?? 0
            return .success(ComponentKind.allCases[index])
        } catch {
            return .failure(error)
        }
    }

    @Test(arguments: [
        (Word(dst: -2, flags: [0, 1, 3, 7, 13]), ComponentKind.retOpcode),
        (Word(dst: -2, op1: 0, flags: [0, 1, 3, 7, 13]), .genericOpcode),
        (Word(op1: 1, flags: [0, 1, 2, 10]), .addApOpcode), (Word(op1: 3, flags: [0, 1, 4, 10]), .addApOpcode),
        (Word(op1: 1, flags: [0, 1, 2, 8]), .jumpOpcodeRelImm),
        (Word(op1: 1, flags: [0, 1, 2, 8, 11]), .jumpOpcodeRelImm),
        (Word(op1: 5, flags: [0, 1, 3, 8]), .jumpOpcodeRel), (Word(op1: 5, flags: [0, 1, 4, 7]), .jumpOpcodeAbs),
        (Word(op0: 2, op1: 5, flags: [0, 7]), .jumpOpcodeDoubleDeref),
        (Word(dst: 0, op0: 1, op1: 1, flags: [2, 8, 12]), .callOpcodeRelImm),
        (Word(dst: 0, op0: 1, op1: 4, flags: [3, 7, 12]), .callOpcodeAbs),
        (Word(dst: 2, op1: 1, flags: [1, 2, 9]), .jnzOpcodeTaken),
        (Word(op1: 1, flags: [0, 1, 2, 14]), .assertEqOpcodeImm), (Word(op1: 4, flags: [1, 3, 14]), .assertEqOpcode),
        (Word(op0: 2, op1: 4, flags: [14]), .assertEqOpcodeDoubleDeref),
        (Word(op1: 1, flags: [2, 6, 14]), .mulOpcodeSmall), (Word(op1: 1, flags: [4, 5, 14]), .addOpcodeSmall),
        (Word(flags: [4, 7, 12]), .genericOpcode), (Word(flags: [3, 5, 10]), .genericOpcode),
        (Word(flags: [4], opcodeExtension: 1), .blakeCompressOpcode),
        (Word(flags: [3, 11], opcodeExtension: 2), .blakeCompressOpcode),
        (Word(flags: [4, 5, 14], opcodeExtension: 3), .qm31AddMulOpcode),
    ])
    func `an instruction goes to its component`(_ word: Word, _ kind: ComponentKind) {
        #expect(component(word) == .success(kind))
    }

    @Test(arguments: [
        Word(op1: 2, flags: [0, 1, 2, 10]), Word(flags: [0, 1, 3, 4, 10]), Word(op1: 2, flags: [0, 1, 2, 8]),
        Word(flags: [0, 1]), Word(op0: 2, flags: [0, 1, 4, 7]), Word(dst: 0, op0: 1, flags: [3, 8, 12]),
        Word(dst: 0, op0: 1, flags: [3, 4, 7, 12]), Word(op1: 2, flags: [0, 1, 2, 14]), Word(flags: [4, 14]),
        Word(flags: [6, 14]), Word(op1: 2, flags: [2, 5, 14]), Word(flags: [3, 4], opcodeExtension: 1),
        Word(flags: [4, 5], opcodeExtension: 3), Word(flags: [4], opcodeExtension: 4),
    ])
    func `an instruction that the reference's adapter refuses is refused`(_ word: Word) {
        #expect(component(word) == .failure(.illegalInstruction(1)))
    }

    static let top: UInt64 = 0x0800_0000_0000_0011
    @Test(arguments: [
        (RelocatedWord((1 << 29) - 1, 0, 0, 0), true), (RelocatedWord(1 << 29, 0, 0, 0), false),
        (RelocatedWord(0, 0, 0, top), true), (RelocatedWord(.max, .max, .max, top - 1), true),
        (RelocatedWord(.max - (1 << 29) + 1, .max, .max, top - 1), true),
        (RelocatedWord(.max - (1 << 29), .max, .max, top - 1), false), (RelocatedWord(5, 0, 1, 0), false),
    ])
    func `sums are small from -2^29 - 1 to 2^29 - 1`(_ value: RelocatedWord, _ isSmall: Bool) {
        let sum = Word(op1: 5, flags: [4, 5, 14])
        #expect(component(sum, cell: value) == .success(isSmall ? .addOpcodeSmall : .addOpcode))
    }

    @Test(arguments: [
        (RelocatedWord((1 << 36) - 1, 0, 0, 0), true), (RelocatedWord(1 << 36, 0, 0, 0), false),
        (RelocatedWord(0, 1, 0, 0), false), (RelocatedWord(0, 0, 0, top), false),
    ])
    func `products are small with factors below 2^36`(_ value: RelocatedWord, _ isSmall: Bool) {
        let product = Word(op1: 5, flags: [4, 6, 14])
        #expect(component(product, cell: value) == .success(isSmall ? .mulOpcodeSmall : .mulOpcode))
    }

    @Test func `a conditional jump over zero is not taken`() {
        let jump = Word(dst: 2, op1: 1, flags: [1, 2, 9])
        #expect(component(jump, cell: RelocatedWord(0, 0, 0, 0)) == .success(.jnzOpcodeNonTaken))
    }

    @Test func `an operand outside of the memory is an error`() {
        #expect(component(Word(dst: 2000, op1: 5, flags: [4, 5, 14])) == .failure(.inconsistentMemory))
    }
}
