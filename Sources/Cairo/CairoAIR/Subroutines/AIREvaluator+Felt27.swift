import ConstraintSystems
import FiniteFields

/// How the carries of a sum in 27-bit limbs are bounded, and the bias that makes them positive.
enum CarryBound {
    /// Each is -1, 0 or 1, by a constraint of degree three.
    case one
    /// Three bits each.
    case three(bias: UInt32)
    /// Four bits each.
    case four(bias: UInt32)

    var bias: UInt32 {
        switch self {
        case .one: 1
        case .three(let bias), .four(let bias): bias
        }
    }
}

// Ten limbs of 27 bits: the form in which the tables of Poseidon hand field elements on.
extension AIREvaluator where Self: ~Copyable {
    /// The 27-bit limbs of 28 limbs of nine bits.
    mutating func packed27(_ limbs: Vector<Value>) -> Vector<Value> {
        vector(10) { i in
            i == 9
                ? limbs[27]
                : limbs[3 &* i] + limbs[3 &* i &+ 1].times(512) + limbs[3 &* i &+ 2].times(pow2(18))
        }
    }

    /// The 28 limbs of nine bits of ten of 27: the low two of each three are cells, the third is what they leave.
    mutating func unpacked27(_ limbs: Vector<Value>) -> Vector<Value> {
        let result = arena.take(28)
        for i in 0..<9 {
            let low = cell(hint(limbs[i]).bits(0, 9)), middle = cell(hint(limbs[i]).bits(9, 9))
            result[3 &* i] = low
            result[3 &* i &+ 1] = middle
            // 2^13 is the inverse of 2^18.
            result[3 &* i &+ 2] = (limbs[i] - low - middle.times(512)).times(pow2(13))
        }
        result[27] = limbs[9]
        return result
    }

    /// Prover only: the field element with ten limbs of 27 bits.
    mutating func felt27(_ limbs: Vector<Value>) -> Felt {
        let mark = arena.mark
        defer { arena.reset(to: mark) }
        let nine = arena.take(28)
        deduce { e in
            for i in 0..<27 {
                nine[i] = e.value(e.hint(limbs[i / 3]).bits(UInt32(truncatingIfNeeded: 9 &* (i % 3)), 9))
            }
            nine[27] = limbs[9]
        }
        return felt(nine)
    }

    /// Prover only: the ten limbs of a field element, in no cells.
    mutating func limbs27(_ felt: Felt) -> Vector<Value> { packed27(limbs(felt)) }

    /// Ten cells with a field element's 27-bit limbs; unconstrained.
    mutating func cells27(_ felt: Felt) -> Vector<Value> {
        let limbs = arena.take(10)
        deduce { e in
            let mark = e.arena.mark
            limbs.put(e.limbs27(felt))
            e.arena.reset(to: mark)
        }
        return vector(10) { e, i in e.cell(filledWith: limbs[i]) }
    }

    /// The cells of a sum modulo p, given by its limbs as they add up, which are no 27 bits, and to the prover by its value.
    ///
    /// `sum - result = k p` limb by limb, p = 1 + 136 * 2^189 + 256 * 2^243; `k` is a cell.
    mutating func reduced27(_ sum: Vector<Value>, _ felt: Felt, _ bound: CarryBound) -> Vector<Value> {
        let result = cells27(felt)
        let bias = bound.bias
        let lowest = hint((sum[0] - result[0]).plus(M31(canonical: bias &<< 27 | bias)))
        let multiple = cell(lowest.bits(0, 16), minus: M31(canonical: bias))
        // The multiple and the nine carries; 2^4 is the inverse of 2^27.
        let carries = arena.take(10)
        carries[0] = multiple
        carries[1] = (sum[0] - result[0] - multiple).times(16)
        for i in 1..<9 {
            let difference = carries[i] + sum[i] - result[i]
            carries[i &+ 1] = (i == 7 ? difference - multiple.times(136) : difference).times(16)
        }
        constrain(carries[9] + sum[9] - result[9] - multiple.times(256))
        bind(carries, bound)
        return result
    }

    private mutating func bind(_ carries: Vector<Value>, _ bound: CarryBound) {
        switch bound {
        case .one:
            for i in 0..<10 { constrain(carries[i] * carries[i] * carries[i] - carries[i]) }
        case .three(let bias):
            let biased = vector(10) { i in carries[i].plus(M31(canonical: bias)) }
            use(.rangeCheck3x3x3x3x3, biased.slice(0, 5))
            use(.rangeCheck3x3x3x3x3, biased.slice(5, 5))
        case .four(let bias):
            let biased = vector(10) { i in carries[i].plus(M31(canonical: bias)) }
            use(.rangeCheck4x4x4x4, biased.slice(0, 4))
            use(.rangeCheck4x4x4x4, biased.slice(4, 4))
            use(.rangeCheck4x4, biased.slice(8, 2))
        }
    }
}
