public import ConstraintSystems
public import PackedFields

extension WitnessEvaluator {
    @inline(never) public mutating func quotient(
        _ a: Vector<PackedM31>, _ b: Vector<PackedM31>, _ c: Vector<PackedM31>, _ p: Vector<PackedM31>
    ) -> Vector<PackedM31> {
        let result = arena.take(32)
        let limbs = UnsafeMutableRawPointer(result.pointer).assumingMemoryBound(to: UInt32.self)
        for lane in 0..<16 {
            let q = wideQuotient(
                Self.words(a, lane), Self.words(b, lane), minus: Self.words(c, lane), by: Self.words(p, lane))
            for i in 0..<32 {
                let bit = 12 &* i, word = bit / 32, shift = UInt32(truncatingIfNeeded: bit % 32)
                var limb = q[word] &>> shift
                if shift > 20 { limb |= q[word &+ 1] &<< (32 &- shift) }
                limbs[16 &* i &+ lane] = limb & 0xfff
            }
        }
        return result
    }

    /// A lane's number of 384 bits. What an eleventh limb has beyond its word is dropped.
    private static func words(_ limbs: Vector<PackedM31>, _ lane: Int) -> Words384 {
        var words = Words384(repeating: 0)
        let values = UnsafeRawPointer(limbs.pointer).assumingMemoryBound(to: UInt32.self)
        for i in 0..<44 {
            let bit = 96 &* (i / 11) &+ 9 &* (i % 11), value = UInt64(values[16 &* i &+ lane] & 511)
            let word = bit / 32, shifted = value &<< UInt64(bit % 32)
            words[word] |= UInt32(truncatingIfNeeded: shifted)
            if word % 3 < 2 { words[word &+ 1] |= UInt32(truncatingIfNeeded: shifted &>> 32) }
        }
        return words
    }
}
