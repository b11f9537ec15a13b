import ConstraintSystems
import FiniteFields

/// The fields of an instruction word, for filling cells (STWO §6.4).
struct InstructionHint<Word: AIRWordHint> {
    let word: Word
    init(_ word: Word) { self.word = word }
    /// Offsets, biased by 2^15.
    var offset0: Word.Hint { word.limb(0) + (word.limb(1).bits(0, 7) << 9) }
    var offset1: Word.Hint { (word.limb(1) >> 7) + (word.limb(2) << 2) + (word.limb(3).bits(0, 5) << 11) }
    var offset2: Word.Hint { (word.limb(3) >> 5) + (word.limb(4) << 4) + (word.limb(5).bits(0, 3) << 13) }
    /// Flag `i` of the fifteen, from `dst_base_fp` on.
    func flag(_ i: UInt32) -> Word.Hint { ((word.limb(5) >> 3) + (word.limb(6) << 6)).bits(i, 1) }
}

extension AIREvaluator where Self: ~Copyable {
    /// The instruction at pc, for filling cells.
    mutating func instruction(at pc: Value) -> InstructionHint<Word> {
        InstructionHint(memoryValue(id: memoryId(at: pc)))
    }

    /// The word at pc has the given biased offsets; `low` has flags 0 to 5 at bits 3 to 8, `high` flags 6 to 14.
    mutating func verifyInstruction(
        at pc: Value, _ offset0: Value, _ offset1: Value, _ offset2: Value, _ low: Value, _ high: Value,
        opcodeExtension: M31 = 0
    ) {
        use(.verifyInstruction, [pc, offset0, offset1, offset2, low, high, Value(opcodeExtension)])
    }

    /// A constant offset, biased.
    func biased(_ offset: Int32) -> Value { Value(M31(canonical: UInt32(truncatingIfNeeded: 32768 &+ offset))) }

    /// An offset from its biased form.
    func unbiased(_ offset: Value) -> Value { offset.minus(32768) }

    /// A base register chosen by a bit, as a cell: `isFp fp + (1 - isFp) ap`.
    mutating func base(_ state: CasmState<Value>, isFp: Value) -> Value {
        cell(equalTo: isFp * state.fp + isFp.complement * state.ap)
    }
}

/// The flags and operands' addresses of `dst = op0 + op1` and `dst = op0 * op1`.
struct ArithmeticOperands<Value> {
    let dst: Value, op0: Value, op1: Value
    let isImmediate: Value, apAdd1: Value

    /// Decodes and takes the address cells. `isProduct` tells the two instructions apart.
    static func read<E: AIREvaluator & ~Copyable>(_ e: inout E, _ state: CasmState<Value>, isProduct: Bool) -> Self
    where E.Value == Value {
        let word = e.instruction(at: state.pc)
        let offset0 = e.cell(word.offset0), offset1 = e.cell(word.offset1), offset2 = e.cell(word.offset2)
        let dstFp = e.cell(word.flag(0)), op0Fp = e.cell(word.flag(1))
        let immediate = e.cell(word.flag(2)), op1Fp = e.cell(word.flag(3)), apAdd1 = e.cell(word.flag(11))
        let op1Ap = immediate.complement - op1Fp
        e.constrainBit(dstFp)
        e.constrainBit(op0Fp)
        e.constrainBit(immediate)
        e.constrainBit(op1Fp)
        e.constrainBit(op1Ap)
        e.constrainBit(apAdd1)
        let bases = dstFp.times(8) + op0Fp.times(16) + immediate.times(32)
        let sources = bases + op1Fp.times(64) + op1Ap.times(128)
        e.verifyInstruction(
            at: state.pc, offset0, offset1, offset2, isProduct ? sources : sources.plus(256),
            apAdd1.times(32).plus(isProduct ? 257 : 256))
        e.constrain(immediate * e.unbiased(offset2).complement)
        let dstBase = e.base(state, isFp: dstFp), op0Base = e.base(state, isFp: op0Fp)
        let op1Base = e.cell(equalTo: immediate * state.pc + op1Fp * state.fp + op1Ap * state.ap)
        return Self(
            dst: dstBase + e.unbiased(offset0), op0: op0Base + e.unbiased(offset1), op1: op1Base + e.unbiased(offset2),
            isImmediate: immediate, apAdd1: apAdd1)
    }
}
