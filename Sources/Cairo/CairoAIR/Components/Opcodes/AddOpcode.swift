import ConstraintSystems
import FiniteFields

/// `dst = op0 + op1` in the Stark field.
enum AddOpcode: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        let operands = ArithmeticOperands.read(&e, state, isProduct: false)
        let dst = e.readLimbs(at: operands.dst, 28)
        let op0 = e.readLimbs(at: operands.op0, 28)
        let op1 = e.readLimbs(at: operands.op1, 28)
        e.verifyAdd252(op0, op1, dst)
        e.step(
            from: state, pc: state.pc.plus(1) + operands.isImmediate, ap: state.ap + operands.apAdd1, fp: state.fp)
    }
}
