import ConstraintSystems
import FiniteFields

/// `a b = c + k p`, for numbers of 384 bits in 32 limbs of twelve. The parameter is the segment's first address.
enum MulModBuiltin: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let x = e.modularInstance()
        let quotient = e.arena.take(32)
        e.deduce { e in quotient.put(e.quotient(x.a, x.b, x.c, x.p)) }
        let k = e.vector(32) { e, i in
            let limb = e.cell(filledWith: quotient[i])
            e.use(.rangeCheck12, [limb])
            return limb
        }
        let p = e.twelveBitLimbs(x.p), a = e.twelveBitLimbs(x.a)
        let b = e.twelveBitLimbs(x.b), c = e.twelveBitLimbs(x.c)
        let ab = e.arena.take(63), kp = e.arena.take(63), scratch = e.arena.take(240)
        E.Value.convolution(ab.pointer, a.pointer, b.pointer, count: 32, scratch: scratch.pointer)
        E.Value.convolution(kp.pointer, k.pointer, p.pointer, count: 32, scratch: scratch.pointer)
        var carry = E.Value.zero
        for i in 0..<62 {
            let sum = carry + ab[i] - kp[i]
            // 2^19 is the inverse of 2^12.
            carry = e.cell(equalTo: (i < 32 ? sum - c[i] : sum).times(pow2(19)))
            e.use(.rangeCheck18(0), [carry.plus(pow2(17))])
        }
        e.constrain(ab[62] + carry - kp[62])
    }
}

extension AIREvaluator where Self: ~Copyable {
    /// The 32 limbs of twelve bits of a number of four words, each of eleven limbs of nine bits: ten of a pair of words' limbs
    /// are cut in two, by cells with their upper parts.
    fileprivate mutating func twelveBitLimbs(_ limbs: Vector<Value>) -> Vector<Value> {
        let result = arena.take(32)
        for pair in 0..<2 {
            let first = cutWord(limbs.slice(22 &* pair, 11), result.slice(16 &* pair, 8))
            let second = cutWord(limbs.slice(22 &* pair &+ 11, 11), result.slice(16 &* pair &+ 8, 8))
            use(.rangeCheck3x6x6x3, [first.low, first.high, second.high, second.low])
        }
        return result
    }

    /// Returns the two parts of limb 9, which share a range check with the next word's.
    private mutating func cutWord(_ l: Vector<Value>, _ result: Vector<Value>) -> (low: Value, high: Value) {
        for half in 0..<2 {
            let at = 4 &* half
            let odd = cell(hint(l[at &+ 1]) >> 3), even = cell(hint(l[at &+ 2]) >> 6)
            let oddLow = l[at &+ 1] - odd.times(8), evenLow = l[at &+ 2] - even.times(64)
            use(.rangeCheck3x6x6x3, [oddLow, odd, evenLow, even])
            result[3 &* half] = l[at] + oddLow.times(512)
            result[3 &* half &+ 1] = odd + evenLow.times(64)
            result[3 &* half &+ 2] = even + l[at &+ 3].times(8)
        }
        let high = cell(hint(l[9]) >> 3), low = l[9] - high.times(8)
        result[6] = l[8] + low.times(512)
        result[7] = high + l[10].times(64)
        return (low, high)
    }
}
