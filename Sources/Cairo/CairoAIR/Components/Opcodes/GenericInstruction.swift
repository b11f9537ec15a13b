import ConstraintSystems
import FiniteFields

/// All fields of an instruction, as the generic opcode decodes them.
struct GenericInstruction<Value> {
    /// Offsets without bias.
    let offset0: Value, offset1: Value, offset2: Value
    let dstFp: Value, op0Fp: Value, immediate: Value, op1Fp: Value, op1Ap: Value
    let resAdd: Value, resMul: Value, jump: Value, jumpRel: Value, jnz: Value
    let apAdd: Value, apAdd1: Value, call: Value, ret: Value, assertEq: Value
    /// What holds when none of a group's flags is set.
    let op1Op0: Value, resOp1: Value, sequential: Value, keepsFp: Value
    /// Words of the instruction: 1 or 2.
    let size: Value

    static func decode<E: AIREvaluator & ~Copyable>(_ e: inout E, _ state: CasmState<Value>) -> Self
    where E.Value == Value {
        let word = e.instruction(at: state.pc)
        let offset0 = e.cell(word.offset0), offset1 = e.cell(word.offset1), offset2 = e.cell(word.offset2)
        let f = e.vector(15) { e, i in e.cell(word.flag(UInt32(truncatingIfNeeded: i))) }
        for i in 0..<15 { e.constrainBit(f[i]) }
        var low = f[0].times(8), high = f[6]
        for i in 1..<6 { low = low + f[i].times(pow2(UInt32(truncatingIfNeeded: i &+ 3))) }
        for i in 1..<9 { high = high + f[i &+ 6].times(pow2(UInt32(truncatingIfNeeded: i))) }
        e.verifyInstruction(at: state.pc, offset0, offset1, offset2, low, high)
        let op1Op0 = f[2].complement - f[3] - f[4]
        e.constrainBit(op1Op0)
        let resOp1 = f[5].complement - f[6] - f[9]
        e.constrainBit(resOp1)
        let sequential = f[7].complement - f[8] - f[9]
        e.constrainBit(sequential)
        let keepsAp = f[10].complement - f[11] - f[12]
        e.constrainBit(keepsAp)
        let keepsFp = f[12].complement - f[13]
        e.constrainBit(keepsFp)
        return Self(
            offset0: e.unbiased(offset0), offset1: e.unbiased(offset1), offset2: e.unbiased(offset2),
            dstFp: f[0], op0Fp: f[1], immediate: f[2], op1Fp: f[3], op1Ap: f[4], resAdd: f[5], resMul: f[6],
            jump: f[7], jumpRel: f[8], jnz: f[9], apAdd: f[10], apAdd1: f[11], call: f[12], ret: f[13],
            assertEq: f[14], op1Op0: op1Op0, resOp1: resOp1, sequential: sequential, keepsFp: keepsFp,
            size: f[2].plus(1))
    }
}
