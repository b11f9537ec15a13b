import ConstraintSystems
import FiniteFields

/// `ap += op1`, op1 small.
enum AddApOpcode: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        // Offsets 0 and 1 are -1; op1 is an immediate, or based at fp or ap.
        let word = e.instruction(at: state.pc)
        let offset2 = e.cell(word.offset2), immediate = e.cell(word.flag(2)), baseFp = e.cell(word.flag(3))
        let baseAp = immediate.complement - baseFp
        e.constrainBit(immediate)
        e.constrainBit(baseFp)
        e.constrainBit(baseAp)
        let flags = immediate.times(32).plus(24) + baseFp.times(64) + baseAp.times(128)
        e.verifyInstruction(at: state.pc, e.biased(-1), e.biased(-1), offset2, flags, E.Value(16))
        let offset = e.unbiased(offset2)
        e.constrain(immediate * offset.complement)

        let base = e.cell(equalTo: immediate * state.pc + baseFp * state.fp + baseAp * state.ap)
        let nextAp = state.ap + e.readSmall(at: base + offset)
        e.rangeCheck29(nextAp)
        e.step(from: state, pc: state.pc + immediate.plus(1), ap: nextAp, fp: state.fp)
    }
}
