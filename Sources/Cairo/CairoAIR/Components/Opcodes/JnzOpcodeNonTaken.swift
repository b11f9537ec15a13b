import ConstraintSystems
import FiniteFields

/// `jmp rel immediate if dst != 0`, with dst = 0.
enum JnzOpcodeNonTaken: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        let jnz = JnzOperands.read(&e, state)
        let id = e.readId(at: jnz.dst)
        e.use(.memoryIdToBig, [id])
        e.step(from: state, pc: state.pc.plus(2), ap: state.ap + jnz.apAdd1, fp: state.fp)
    }
}

/// What both kinds of the conditional jump decode.
struct JnzOperands<Value> {
    let dst: Value, apAdd1: Value

    static func read<E: AIREvaluator & ~Copyable>(_ e: inout E, _ state: CasmState<Value>) -> Self
    where E.Value == Value {
        let word = e.instruction(at: state.pc)
        let offset0 = e.cell(word.offset0), dstFp = e.cell(word.flag(0)), apAdd1 = e.cell(word.flag(11))
        e.constrainBit(dstFp)
        e.constrainBit(apAdd1)
        e.verifyInstruction(
            at: state.pc, offset0, e.biased(-1), e.biased(1), dstFp.times(8).plus(48), apAdd1.times(32).plus(8))
        let base = e.base(state, isFp: dstFp)
        return Self(dst: base + e.unbiased(offset0), apAdd1: apAdd1)
    }
}
