import ConstraintSystems
import FiniteFields

/// `dst = op0 * op1`, both factors below 2^36.
enum MulOpcodeSmall: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        let operands = ArithmeticOperands.read(&e, state, isProduct: true)
        let dst = e.readLimbs(at: operands.dst, 8)
        let op0 = e.readLimbs(at: operands.op0, 4)
        let op1 = e.readLimbs(at: operands.op1, 4)
        e.verifyMulSmall(op0, op1, dst)
        e.step(
            from: state, pc: state.pc.plus(1) + operands.isImmediate, ap: state.ap + operands.apAdd1, fp: state.fp)
    }
}
