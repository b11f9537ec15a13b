import ConstraintSystems
import FiniteFields

/// `dst = immediate`.
enum AssertEqOpcodeImm: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        let word = e.instruction(at: state.pc)
        let offset0 = e.cell(word.offset0), dstFp = e.cell(word.flag(0)), apAdd1 = e.cell(word.flag(11))
        e.constrainBit(dstFp)
        e.constrainBit(apAdd1)
        e.verifyInstruction(
            at: state.pc, offset0, e.biased(-1), e.biased(1), dstFp.times(8).plus(48), apAdd1.times(32).plus(256))
        let dstBase = e.base(state, isFp: dstFp)
        e.verifyEqual(at: dstBase + e.unbiased(offset0), and: state.pc.plus(1))
        e.step(from: state, pc: state.pc.plus(2), ap: state.ap + apAdd1, fp: state.fp)
    }
}
