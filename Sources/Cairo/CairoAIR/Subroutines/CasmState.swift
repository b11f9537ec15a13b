import ConstraintSystems
import FiniteFields

/// The registers before or after an instruction.
struct CasmState<Value> {
    let pc: Value, ap: Value, fp: Value
}

extension AIREvaluator where Self: ~Copyable {
    /// What every opcode component starts with: the enabler and the registers.
    mutating func opcodeState() -> CasmState<Value> {
        enabler()
        let pc = input(), ap = input(), fp = input()
        return CasmState(pc: pc, ap: ap, fp: fp)
    }

    /// What every opcode component ends with: one state is consumed, the next one made.
    mutating func step(from state: CasmState<Value>, pc: Value, ap: Value, fp: Value) {
        use(.opcodes, [state.pc, state.ap, state.fp])
        yield(.opcodes, [pc, ap, fp])
    }
}
