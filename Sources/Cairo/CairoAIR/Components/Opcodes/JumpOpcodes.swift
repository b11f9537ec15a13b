import ConstraintSystems
import FiniteFields

/// `jmp abs [base + offset]`.
enum JumpOpcodeAbs: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        let jump = JumpOperand.read(&e, state, kind: 2)
        let target = e.readAddress(at: jump.address)
        e.step(from: state, pc: target, ap: state.ap + jump.apAdd1, fp: state.fp)
    }
}

/// `jmp rel [base + offset]`.
enum JumpOpcodeRel: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        let jump = JumpOperand.read(&e, state, kind: 4)
        let distance = e.readSmall(at: jump.address)
        e.step(from: state, pc: state.pc + distance, ap: state.ap + jump.apAdd1, fp: state.fp)
    }
}

/// `jmp rel immediate`.
enum JumpOpcodeRelImm: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        let apAdd1 = e.cell(e.instruction(at: state.pc).flag(11))
        e.constrainBit(apAdd1)
        e.verifyInstruction(
            at: state.pc, e.biased(-1), e.biased(-1), e.biased(1), E.Value(56), apAdd1.times(32).plus(4))
        let distance = e.readSmall(at: state.pc.plus(1))
        e.step(from: state, pc: state.pc + distance, ap: state.ap + apAdd1, fp: state.fp)
    }
}

/// `jmp abs [[base + offset1] + offset2]`.
enum JumpOpcodeDoubleDeref: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        let word = e.instruction(at: state.pc)
        let offset1 = e.cell(word.offset1), offset2 = e.cell(word.offset2)
        let op0Fp = e.cell(word.flag(1)), apAdd1 = e.cell(word.flag(11))
        e.constrainBit(op0Fp)
        e.constrainBit(apAdd1)
        e.verifyInstruction(
            at: state.pc, e.biased(-1), offset1, offset2, op0Fp.times(16).plus(8), apAdd1.times(32).plus(2))
        let base = e.base(state, isFp: op0Fp)
        let pointer = e.readAddress(at: base + e.unbiased(offset1))
        let target = e.readAddress(at: pointer + e.unbiased(offset2))
        e.step(from: state, pc: target, ap: state.ap + apAdd1, fp: state.fp)
    }
}

/// What jumps to a target in memory decode.
struct JumpOperand<Value> {
    let address: Value, apAdd1: Value

    /// `kind`: the flag of the jump, 2 for absolute and 4 for relative.
    static func read<E: AIREvaluator & ~Copyable>(_ e: inout E, _ state: CasmState<Value>, kind: M31) -> Self
    where E.Value == Value {
        let word = e.instruction(at: state.pc)
        let offset2 = e.cell(word.offset2), op1Fp = e.cell(word.flag(3)), apAdd1 = e.cell(word.flag(11))
        e.constrainBit(op1Fp)
        e.constrainBit(apAdd1)
        let flags = op1Fp.times(64).plus(24) + op1Fp.complement.times(128)
        e.verifyInstruction(
            at: state.pc, e.biased(-1), e.biased(-1), offset2, flags, apAdd1.times(32).plus(kind))
        let base = e.base(state, isFp: op1Fp)
        return Self(address: base + e.unbiased(offset2), apAdd1: apAdd1)
    }
}
