import ConstraintSystems
import FiniteFields

/// `dst = op0 + op1` or `dst = op0 * op1` over QM31, four coordinates of 36 bits packed in a felt.
enum QM31AddMulOpcode: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        let word = e.instruction(at: state.pc)
        let offset0 = e.cell(word.offset0), offset1 = e.cell(word.offset1), offset2 = e.cell(word.offset2)
        let dstFp = e.cell(word.flag(0)), op0Fp = e.cell(word.flag(1))
        let immediate = e.cell(word.flag(2)), op1Fp = e.cell(word.flag(3))
        let isSum = e.cell(word.flag(5)), apAdd1 = e.cell(word.flag(11))
        let op1Ap = immediate.complement - op1Fp, isProduct = isSum.complement
        e.constrainBit(dstFp)
        e.constrainBit(op0Fp)
        e.constrainBit(immediate)
        e.constrainBit(op1Fp)
        e.constrainBit(op1Ap)
        e.constrainBit(isSum)
        e.constrainBit(apAdd1)
        let bases = dstFp.times(8) + op0Fp.times(16) + immediate.times(32)
        let sources = bases + op1Fp.times(64) + op1Ap.times(128)
        e.verifyInstruction(
            at: state.pc, offset0, offset1, offset2, sources + isSum.times(256),
            isProduct + apAdd1.times(32).plus(256), opcodeExtension: 3)
        e.constrain(immediate * e.unbiased(offset2).minus(1))
        let dstBase = e.base(state, isFp: dstFp), op0Base = e.base(state, isFp: op0Fp)
        let op1Base = e.cell(equalTo: op1Fp * state.fp + op1Ap * state.ap + immediate * state.pc)
        let r = e.readQM31(at: dstBase + e.unbiased(offset0))
        let x = e.readQM31(at: op0Base + e.unbiased(offset1))
        let y = e.readQM31(at: op1Base + e.unbiased(offset2))

        // u^2 = 2 + i over i^2 = -1.
        let lowReal = x[0] * y[0] - x[1] * y[1], highReal = x[2] * y[2] - x[3] * y[3]
        let lowImaginary = x[0] * y[1] + x[1] * y[0], highImaginary = x[2] * y[3] + x[3] * y[2]
        let product0 = lowReal + highReal.times(2) - highImaginary
        let product1 = lowImaginary + highImaginary.times(2) + highReal
        let product2 = x[0] * y[2] - x[1] * y[3] + x[2] * y[0] - x[3] * y[1]
        let product3 = x[0] * y[3] + x[1] * y[2] + x[2] * y[1] + x[3] * y[0]
        e.constrain(r[0] - product0 * isProduct - (x[0] + y[0]) * isSum)
        e.constrain(r[1] - product1 * isProduct - (x[1] + y[1]) * isSum)
        e.constrain(r[2] - product2 * isProduct - (x[2] + y[2]) * isSum)
        e.constrain(r[3] - product3 * isProduct - (x[3] + y[3]) * isSum)
        e.step(from: state, pc: state.pc.plus(1) + immediate, ap: state.ap + apAdd1, fp: state.fp)
    }
}

extension AIREvaluator where Self: ~Copyable {
    /// Four coordinates, each below p: of 31 bits, and not all of them ones.
    mutating func readQM31(at address: Value) -> Vector<Value> {
        let limbs = readLimbs(at: address, 16)
        use(.rangeCheck4x4x4x4, vector(of: [limbs[3], limbs[7], limbs[11], limbs[15]]))
        // A coordinate is p exactly when its limbs are 511, 511, 511 and 15.
        let distances = vector(4) { i in
            let low = limbs[4 &* i] + limbs[4 &* i &+ 1]
            return (low + limbs[4 &* i &+ 2] + limbs[4 &* i &+ 3]).minus(1548)
        }
        for half in 0..<2 {
            let product = distances[2 &* half] * distances[2 &* half &+ 1]
            let inverse = cell(inverseOf: product)
            constrain((product * inverse).minus(1))
        }
        return vector(4) { i in
            let low = limbs[4 &* i] + limbs[4 &* i &+ 1].times(512)
            return low + limbs[4 &* i &+ 2].times(pow2(18)) + limbs[4 &* i &+ 3].times(pow2(27))
        }
    }
}
