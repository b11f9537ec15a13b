import ConstraintSystems
import FiniteFields

extension AIREvaluator where Self: ~Copyable {
    /// The id of the value at an address, as a cell.
    mutating func readId(at address: Value) -> Value {
        let id = cell(memoryId(at: address))
        use(.memoryAddressToId, [address, id])
        return id
    }

    /// The value at an address, which has at most `count` limbs, as cells after its id.
    mutating func readLimbs(at address: Value, _ count: Int) -> Vector<Value> {
        limbs(ofId: readId(at: address), count)
    }

    /// The limbs of the value with an id, which has at most `count`, as cells.
    mutating func limbs(ofId id: Value, _ count: Int) -> Vector<Value> {
        let word = memoryValue(id: hint(id))
        let limbs = vector(count) { e, i in e.cell(word.limb(i)) }
        verifyId(id, limbs)
        return limbs
    }

    /// The value at an address, below 2^(9 count - 7): its last limb has two bits.
    mutating func readLimbsTopTwoBits(at address: Value, _ count: Int) -> Vector<Value> {
        limbsTopTwoBits(ofId: readId(at: address), count)
    }

    /// The limbs of the value with an id, below 2^(9 count - 7), as cells.
    mutating func limbsTopTwoBits(ofId id: Value, _ count: Int) -> Vector<Value> {
        let word = memoryValue(id: hint(id))
        let limbs = vector(count) { e, i in e.cell(word.limb(i)) }
        rangeCheck2(limbs[count &- 1], word.limb(count &- 1))
        verifyId(id, limbs)
        return limbs
    }

    /// The value at an address, below 2^(9 count - 3): its last limb has six bits.
    mutating func readLimbsTopSixBits(at address: Value, _ count: Int) -> Vector<Value> {
        let id = readId(at: address)
        let word = memoryValue(id: hint(id))
        let limbs = vector(count) { e, i in e.cell(word.limb(i)) }
        use(.rangeCheck6, [limbs[count &- 1]])
        verifyId(id, limbs)
        return limbs
    }

    /// A value below 2^29: an address, or a number of that size.
    mutating func readAddress(at address: Value) -> Value {
        addressValue(readLimbsTopTwoBits(at: address, 4))
    }

    /// The number of four limbs.
    func addressValue(_ limbs: Vector<Value>) -> Value {
        let low = limbs[0] + limbs[1].times(512)
        return low + limbs[2].times(pow2(18)) + limbs[3].times(pow2(27))
    }

    /// The value at an id has the given limbs; those above are zero.
    mutating func verifyId(_ id: Value, _ limbs: Vector<Value>) {
        use(.memoryIdToBig, key: id, count: limbs.count &+ 1) { tuple in
            for i in 0..<limbs.count { tuple[i &+ 1] = limbs[i] }
        }
    }

    /// The value at an address is the given limbs; those above are zero.
    mutating func verifyMemory(at address: Value, _ limbs: Vector<Value>) {
        verifyId(readId(at: address), limbs)
    }

    /// Two addresses hold the same value: the same id, since ids are one per value.
    mutating func verifyEqual(at first: Value, and second: Value) {
        let id = readId(at: first)
        use(.memoryAddressToId, [second, id])
    }

    /// A number of two bits.
    mutating func rangeCheck2(_ limb: Value, _ bits: Hint) {
        let upper = cell(bits.bits(1, 1))
        constrainBit(upper)
        constrainBit(limb - upper.times(2))
    }

    /// The same where `condition` is not zero.
    mutating func rangeCheck2(_ limb: Value, if condition: Value) {
        let upper = cell(hint(limb).bits(1, 1))
        constrain(upper * upper.complement * condition)
        let lower = limb - upper.times(2)
        constrain(lower * lower.complement * condition)
    }

    /// `value < 2^29`, in 18 + 11 bits.
    mutating func rangeCheck29(_ value: Value) {
        let bottom = cell(hint(value).bits(0, 11))
        use(.rangeCheck18(0), [(value - bottom).times(pow2(20))])
        use(.rangeCheck11, [bottom])
    }
}
