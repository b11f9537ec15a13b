import ConstraintSystems
import FiniteFields

extension AIREvaluator where Self: ~Copyable {
    /// 28 cells holding a value, each pair of limbs range-checked to 9 bits.
    mutating func feltCells(_ felt: Felt) -> Vector<Value> {
        let limbs = cells(felt)
        rangeCheckLimbs(limbs)
        return limbs
    }

    /// Pairs of limbs are in range, each pair in the next lettered relation.
    mutating func rangeCheckLimbs(_ limbs: Vector<Value>) {
        for i in 0..<(limbs.count / 2) { use(.rangeCheck9x9(i), [limbs[2 &* i], limbs[2 &* i &+ 1]]) }
    }

    /// `a * b = c` in the Stark field, p = 2^251 + 17 * 2^192 + 1. Limbs of `a`, `b`, `c` are small signed integers.
    mutating func verifyMul252(_ a: Vector<Value>, _ b: Vector<Value>, _ c: Vector<Value>) {
        let mark = arena.mark
        defer { arena.reset(to: mark) }
        let conv = arena.take(55)
        Value.convolution(conv.pointer, a.pointer, b.pointer, count: 28, scratch: arena.take(240).pointer)
        for i in 0..<28 { conv[i] = conv[i] - c[i] }
        // a b - c = k p, reduced with 512^28 = 2^252 = 2 - 34 * 2^192 - ... so that 28 limbs remain.
        let low = foldModP(conv)
        let biased = (hint(low[0].plus(pow2(27))) + (hint(low[1].plus(pow2(27))).bits(0, 9) << 9) + Hint(1 << 17)).bits(
            0, 18)
        let k = cell(biased, minus: pow2(17))
        use(.rangeCheck20(0), [k.plus(pow2(19))])
        var carry = cell(filledWith: (low[0] - k).times(pow2(22)))
        constrain(carry.times(512) - (low[0] - k))
        use(.rangeCheck20(1), [carry.plus(pow2(19))])
        for i in 1..<27 {
            let sum = i == 21 ? (low[i] - k.times(136)) + carry : low[i] + carry
            carry = cell(filledWith: sum.times(pow2(22)))
            constrain(carry.times(512) - sum)
            use(.rangeCheck20(i &+ 1), [carry.plus(pow2(19))])
        }
        constrain((low[27] - k.times(256)) + carry)
    }

    mutating func foldModP(_ c: Vector<Value>) -> Vector<Value> {
        let r = arena.take(28)
        r[0] = c[0].times(32) - c[21].times(4) + c[49].times(8)
        for i in 1..<6 { r[i] = c[i &- 1] + c[i].times(32) - c[i &+ 21].times(4) + c[i &+ 49].times(8) }
        r[6] = c[5] + c[6].times(32) - c[27].times(4)
        for i in 7..<21 { r[i] = c[i &- 7].times(2) + c[i &- 1] + c[i].times(32) - c[i &+ 21].times(4) }
        r[21] = c[14].times(2) + c[20] - c[42].times(4) + c[49].times(64)
        for i in 22..<27 {
            r[i] = c[i &- 7].times(2) - c[i &+ 21].times(4) + c[i &+ 27].times(2) + c[i &+ 28].times(64)
        }
        r[27] = c[20].times(2) - c[48].times(4) + c[54].times(2)
        return r
    }

    /// `a + b = c` or `a + b = c + p`.
    mutating func verifyAdd252(_ a: Vector<Value>, _ b: Vector<Value>, _ c: Vector<Value>) {
        let subP = cell((hint(a[0]) ^ hint(b[0]) ^ hint(c[0])).bits(0, 1))
        constrain(subP * subP.minus(1))
        var carry = -subP
        for i in 0..<27 {
            var sum = a[i] + b[i] + carry - c[i]
            if i == 21 { sum = sum - subP.times(136) }
            carry = sum.times(pow2(22))
            if i % 3 == 2 { constrain(carry * (carry * carry).minus(1)) }
        }
        constrain(a[27] + b[27] + carry - c[27] - subP.times(256))
    }

    /// The value is below p: its top limb below 256, or 256 with the limbs under it small enough.
    mutating func verifyReduced252(_ x: Vector<Value>) {
        let topIsMax = hint(x[27]).isEqual(to: 256)
        let top = cell(topIsMax), both = cell(topIsMax & hint(x[21]).isEqual(to: 136))
        constrainBit(top)
        constrainBit(both)
        use(.rangeCheck8, [x[27] - top])
        var high = x[22]
        for i in 23..<27 { high = high + x[i] }
        constrain(top * high)
        let middle = cell(equalTo: top * (x[21].plus(120) - both))
        use(.rangeCheck8, [middle])
        var lower = x[0]
        for i in 1..<21 { lower = lower + x[i] }
        constrain(both * lower)
    }

    /// `a * b = c` for factors of four limbs and a product of eight, without reduction; two limbs a step.
    mutating func verifyMulSmall(_ a: Vector<Value>, _ b: Vector<Value>, _ c: Vector<Value>) {
        let carry1 = mulSmallCarry(
            a[0] * b[0] - c[0], a[0] * b[1] + a[1] * b[0] - c[1])
        let two = a[0] * b[2] + a[1] * b[1] + a[2] * b[0], three = a[0] * b[3] + a[1] * b[2] + a[2] * b[1]
        let carry3 = mulSmallCarry(carry1 + two - c[2], three + a[3] * b[0] - c[3])
        let four = a[1] * b[3] + a[2] * b[2] + a[3] * b[1], five = a[2] * b[3] + a[3] * b[2]
        let carry5 = mulSmallCarry(carry3 + four - c[4], five - c[5])
        constrain(carry5 + a[3] * b[3] - c[7].times(512) - c[6])
    }

    mutating func mulSmallCarry(_ low: Value, _ high: Value) -> Value {
        let sum = low + high.times(512)
        // 2^-18 modulo 2^31 - 1
        let carry = cell(filledWith: sum.times(pow2(13)))
        use(.rangeCheck11, [carry])
        constrain(carry.times(pow2(18)) - sum)
        return carry
    }
}
