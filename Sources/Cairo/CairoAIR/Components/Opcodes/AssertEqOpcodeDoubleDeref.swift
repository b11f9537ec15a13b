import ConstraintSystems
import FiniteFields

/// `dst = [[base + offset1] + offset2]`.
enum AssertEqOpcodeDoubleDeref: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        let word = e.instruction(at: state.pc)
        let offset0 = e.cell(word.offset0), offset1 = e.cell(word.offset1), offset2 = e.cell(word.offset2)
        let dstFp = e.cell(word.flag(0)), op0Fp = e.cell(word.flag(1)), apAdd1 = e.cell(word.flag(11))
        e.constrainBit(dstFp)
        e.constrainBit(op0Fp)
        e.constrainBit(apAdd1)
        e.verifyInstruction(
            at: state.pc, offset0, offset1, offset2, dstFp.times(8) + op0Fp.times(16), apAdd1.times(32).plus(256))
        let dstBase = e.base(state, isFp: dstFp), op0Base = e.base(state, isFp: op0Fp)
        let pointer = e.readAddress(at: op0Base + e.unbiased(offset1))
        e.verifyEqual(at: dstBase + e.unbiased(offset0), and: pointer + e.unbiased(offset2))
        e.step(from: state, pc: state.pc.plus(1), ap: state.ap + apAdd1, fp: state.fp)
    }
}
