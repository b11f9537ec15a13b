import ConstraintSystems
import FiniteFields

/// The parts of a small signed number's limbs that its sign decides: a negative one is p minus its magnitude, so that
/// limbs 4 to 20 and the high bits of limb 3 are all ones or, for -2^27 multiples at the edge, all zeros.
struct SmallSign<Value> {
    let msb: Value, midSet: Value

    /// High seven bits of limb 3, in place.
    var limb3High: Value
    /// Each of limbs 4 to 20.
    var middle: Value
    var limb21: Value, limb27: Value
}

extension AIREvaluator where Self: ~Copyable {
    /// The two cells and three constraints of a sign.
    mutating func smallSign(limb20: Hint, limb27: Hint) -> SmallSign<Value> {
        let isNegative = limb27.isEqual(to: 256)
        let msb = cell(isNegative), midSet = cell(limb20.isEqual(to: 511) & isNegative)
        constrain(msb * msb.minus(1))
        constrain(midSet * midSet.minus(1))
        constrain(midSet * msb.minus(1))
        return SmallSign(
            msb: msb, midSet: midSet, limb3High: midSet.times(508), middle: midSet.times(511),
            limb21: msb.times(136) - midSet, limb27: msb.times(256))
    }

    /// A value in `-2^29 - 1 ... 2^29 - 1`, stored as itself or as p minus its magnitude.
    mutating func readSmall(at address: Value) -> Value {
        let id = readId(at: address)
        let word = memoryValue(id: hint(id))
        let sign = smallSign(limb20: word.limb(20), limb27: word.limb(27))
        let limb0 = cell(word.limb(0)), limb1 = cell(word.limb(1)), limb2 = cell(word.limb(2))
        let remainder = cell(word.limb(3).bits(0, 2))
        rangeCheck2(remainder, word.limb(3))
        use(.memoryIdToBig, key: id, count: 29) { tuple in
            tuple[1] = limb0
            tuple[2] = limb1
            tuple[3] = limb2
            tuple[4] = remainder + sign.limb3High
            for i in 5..<22 { tuple[i] = sign.middle }
            tuple[22] = sign.limb21
            for i in 23..<28 { tuple[i] = .zero }
            tuple[28] = sign.limb27
        }
        return smallNumber(limb0, limb1, limb2, remainder, sign)
    }

    /// The number with the given low limbs, the two low bits of limb 3, and sign.
    func smallNumber(
        _ limb0: Value, _ limb1: Value, _ limb2: Value, _ remainder: Value, _ sign: SmallSign<Value>
    ) -> Value {
        let low = limb0 + limb1.times(512) + limb2.times(pow2(18))
        return low + remainder.times(pow2(27)) - sign.msb - sign.midSet.times(pow2(29))
    }

    /// The limbs as a small signed number; where `condition` is not zero they must be one.
    mutating func smallNumber(_ limbs: Vector<Value>, if condition: Value) -> Value {
        let sign = smallSign(limb20: hint(limbs[20]), limb27: hint(limbs[27]))
        let remainder = limbs[3] - sign.limb3High
        rangeCheck2(remainder, if: condition)
        var middle = limbs[4]
        for i in 5..<21 { middle = middle + limbs[i] }
        constrain(condition * (middle - sign.middle.times(17)))
        constrain(condition * (limbs[21] - sign.limb21))
        var high = limbs[22]
        for i in 23..<27 { high = high + limbs[i] }
        constrain(condition * high)
        constrain(condition * (limbs[27] - sign.limb27))
        return smallNumber(limbs[0], limbs[1], limbs[2], remainder, sign)
    }

    /// The limbs as an address; where `condition` is not zero they must be one.
    mutating func addressValue(_ limbs: Vector<Value>, if condition: Value) -> Value {
        var high = limbs[4]
        for i in 5..<28 { high = high + limbs[i] }
        constrain(condition * high)
        rangeCheck2(limbs[3], if: condition)
        return addressValue(limbs)
    }
}
