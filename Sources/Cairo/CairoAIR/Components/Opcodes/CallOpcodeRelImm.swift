import ConstraintSystems
import FiniteFields

/// `call rel immediate`.
enum CallOpcodeRelImm: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        e.verifyInstruction(at: state.pc, e.biased(0), e.biased(1), e.biased(1), E.Value(32), E.Value(68))
        e.storeFrame(state, returnPc: state.pc.plus(2))
        let distance = e.readSmall(at: state.pc.plus(1))
        e.step(from: state, pc: state.pc + distance, ap: state.ap.plus(2), fp: state.ap.plus(2))
    }
}
