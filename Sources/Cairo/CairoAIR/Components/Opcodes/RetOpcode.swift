import ConstraintSystems
import FiniteFields

/// `ret`.
enum RetOpcode: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        e.verifyInstruction(at: state.pc, e.biased(-2), e.biased(-1), e.biased(-1), E.Value(88), E.Value(130))
        let nextPc = e.readAddress(at: state.fp.minus(1))
        let nextFp = e.readAddress(at: state.fp.minus(2))
        e.step(from: state, pc: nextPc, ap: state.ap, fp: nextFp)
    }
}
