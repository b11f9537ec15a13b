import ConstraintSystems
import FiniteFields

/// `call abs [base + offset]`.
enum CallOpcodeAbs: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        let word = e.instruction(at: state.pc)
        let offset2 = e.cell(word.offset2), op1Fp = e.cell(word.flag(3))
        e.constrainBit(op1Fp)
        let flags = op1Fp.times(64) + op1Fp.complement.times(128)
        e.verifyInstruction(at: state.pc, e.biased(0), e.biased(1), offset2, flags, E.Value(66))
        e.storeFrame(state, returnPc: state.pc.plus(1))
        let op1Base = e.base(state, isFp: op1Fp)
        let target = e.readAddress(at: op1Base + e.unbiased(offset2))
        e.step(from: state, pc: target, ap: state.ap.plus(2), fp: state.ap.plus(2))
    }
}

extension AIREvaluator where Self: ~Copyable {
    /// What a call writes: fp at ap, and where to return to after it.
    mutating func storeFrame(_ state: CasmState<Value>, returnPc: Value) {
        let storedFp = readAddress(at: state.ap)
        constrain(storedFp - state.fp)
        let storedPc = readAddress(at: state.ap.plus(1))
        constrain(storedPc - returnPc)
    }
}
