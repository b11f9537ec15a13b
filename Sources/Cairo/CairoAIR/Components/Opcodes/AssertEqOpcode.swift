import ConstraintSystems
import FiniteFields

/// `dst = [base + offset]`.
enum AssertEqOpcode: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        let word = e.instruction(at: state.pc)
        let offset0 = e.cell(word.offset0), offset2 = e.cell(word.offset2)
        let dstFp = e.cell(word.flag(0)), op1Fp = e.cell(word.flag(3)), apAdd1 = e.cell(word.flag(11))
        e.constrainBit(dstFp)
        e.constrainBit(op1Fp)
        e.constrainBit(apAdd1)
        let flags = dstFp.times(8).plus(16) + op1Fp.times(64) + op1Fp.complement.times(128)
        e.verifyInstruction(at: state.pc, offset0, e.biased(-1), offset2, flags, apAdd1.times(32).plus(256))
        let dstBase = e.base(state, isFp: dstFp), op1Base = e.base(state, isFp: op1Fp)
        e.verifyEqual(at: dstBase + e.unbiased(offset0), and: op1Base + e.unbiased(offset2))
        e.step(from: state, pc: state.pc.plus(1), ap: state.ap + apAdd1, fp: state.fp)
    }
}
