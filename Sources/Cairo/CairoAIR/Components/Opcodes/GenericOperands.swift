import ConstraintSystems
import FiniteFields

/// The operands and the result of an instruction of any kind, as limbs.
struct GenericOperands<Value> {
    let dst: Vector<Value>, op0: Vector<Value>, op1: Vector<Value>, res: Vector<Value>

    static func read<E: AIREvaluator & ~Copyable>(
        _ e: inout E, _ state: CasmState<Value>, _ d: GenericInstruction<Value>
    ) -> Self where E.Value == Value {
        let dstBase = e.base(state, isFp: d.dstFp)
        let dst = e.readLimbs(at: dstBase + d.offset0, 28)
        let op0Base = e.base(state, isFp: d.op0Fp)
        let op0 = e.readLimbs(at: op0Base + d.offset1, 28)
        let pointer = e.addressValue(op0, if: d.op1Op0)
        let direct = d.op1Fp * state.fp + d.op1Ap * state.ap + d.immediate * state.pc
        let op1Base = e.cell(equalTo: direct + d.op1Op0 * pointer)
        let op1 = e.readLimbs(at: op1Base + d.offset2, 28)

        let hint0 = e.felt(op0), hint1 = e.felt(op1)
        let sum = e.feltCells(hint0 + hint1)
        e.verifyAdd252(op0, op1, sum)
        let product = e.feltCells(hint0 * hint1)
        e.verifyMul252(op0, op1, product)
        let result = e.vector(28) { i in
            let chosen = d.resAdd * sum[i] + d.resMul * product[i]
            return chosen + d.resOp1 * op1[i]
        }
        let res = e.vector(28) { e, i in e.cell(filledWith: result[i]) }
        let hasResult = d.jnz.complement
        for i in 0..<28 { e.constrain(result[i] - hasResult * res[i]) }
        return Self(dst: dst, op0: op0, op1: op1, res: res)
    }
}
