import ConstraintSystems
import FiniteFields

/// `dst = op0 + op1`, all three small.
enum AddOpcodeSmall: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        let operands = ArithmeticOperands.read(&e, state, isProduct: false)
        let dst = e.readSmall(at: operands.dst)
        let op0 = e.readSmall(at: operands.op0)
        let op1 = e.readSmall(at: operands.op1)
        e.constrain(dst - (op0 + op1))
        e.step(
            from: state, pc: state.pc.plus(1) + operands.isImmediate, ap: state.ap + operands.apAdd1, fp: state.fp)
    }
}
