import ConstraintSystems
import FiniteFields

/// Any other legal instruction (STWO §6.4, class 11).
enum GenericOpcode: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        let decoded = GenericInstruction.decode(&e, state)
        let operands = GenericOperands.read(&e, state, decoded)
        handle(&e, state, decoded, operands)
        let next = nextState(&e, state, decoded, operands)
        e.step(from: state, pc: next.pc, ap: next.ap, fp: next.fp)
    }

    /// What `assert_eq`, `ret` and `call` demand.
    static func handle<E: AIREvaluator & ~Copyable>(
        _ e: inout E, _ state: CasmState<E.Value>, _ d: GenericInstruction<E.Value>, _ o: GenericOperands<E.Value>
    ) {
        for i in 0..<28 { e.constrain(d.assertEq * (o.res[i] - o.dst[i])) }
        e.constrain(d.ret * d.offset0.plus(2))
        e.constrain(d.ret * d.offset2.plus(1))
        let sources = E.Value(4) - d.jump - d.dstFp
        e.constrain(d.ret * (sources - d.op1Fp - d.resOp1))
        e.constrain(d.call * d.offset0)
        e.constrain(d.call * d.offset1.complement)
        e.constrain(d.call * (d.op0Fp + d.dstFp))
        let storedFp = e.addressValue(o.dst, if: d.call)
        e.constrain(d.call * (storedFp - state.fp))
        let storedPc = e.addressValue(o.op0, if: d.call)
        e.constrain(d.call * (storedPc - (state.pc + d.size)))
    }

    static func nextState<E: AIREvaluator & ~Copyable>(
        _ e: inout E, _ state: CasmState<E.Value>, _ d: GenericInstruction<E.Value>, _ o: GenericOperands<E.Value>
    ) -> CasmState<E.Value> {
        let returnFp = e.addressValue(o.dst, if: d.ret)
        let resNumber = e.smallNumber(o.res, if: d.jumpRel + d.apAdd)
        var squares = JnzOpcodeTaken.squaresFromP(o.dst), sum = o.dst[0] + o.dst[21] + o.dst[27]
        for i in 1..<27 where i != 21 {
            squares = squares + o.dst[i]
            sum = sum + o.dst[i]
        }
        let squaresInverse = e.cell(inverseOf: squares)
        e.constrain((squares * squaresInverse).minus(1))
        // The inverse of a sum of zero may be anything; the reference fills in 1.
        let sumInverse = e.cell(inverseOf: sum, ifZero: 1)
        let isTakenTimesSum = e.cell(equalTo: d.jnz * sum)
        let distance = e.smallNumber(o.op1, if: isTakenTimesSum)
        let sequential = state.pc + d.size, target = state.pc + distance
        let isNotZero = sum * sumInverse
        let jnzPc = e.cell(filledWith: target * isNotZero + sequential * isNotZero.complement)
        e.constrain((jnzPc - target) * sum)
        e.constrain((jnzPc - sequential) * isNotZero.minus(1))
        let jumps = d.jump * resNumber + d.jumpRel * (state.pc + resNumber)
        let nextPc = e.cell(equalTo: d.sequential * sequential + jumps + d.jnz * jnzPc)
        let nextAp = e.cell(equalTo: state.ap + d.apAdd * resNumber + d.apAdd1 + d.call.times(2))
        e.rangeCheck29(nextAp)
        let nextFp = e.cell(equalTo: d.keepsFp * state.fp + d.ret * returnFp + d.call * state.ap.plus(2))
        return CasmState(pc: nextPc, ap: nextAp, fp: nextFp)
    }
}
