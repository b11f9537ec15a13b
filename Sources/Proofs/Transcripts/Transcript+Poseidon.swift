import FiniteFields
import HashFunctions

// The channel over Poseidon (STWO §2.3).
extension Transcript {
    /// Words of a draw that are uniform enough to be positions.
    var wordsPerDraw: Int { variant == .poseidon252 ? 7 : 8 }

    /// Absorbs extension elements two at a time, each pair as eight digits in base 2^31 behind a one.
    mutating func mixFelts(_ elements: [QM31]) {
        var numbers = [digest.felt]
        var index = 0
        while index < elements.count {
            var packed = PackedWords(startingWith: 1)
            for element in elements[index..<min(index &+ 2, elements.count)] {
                packed.append(element.a.value)
                packed.append(element.b.value)
                packed.append(element.c.value)
                packed.append(element.d.value)
            }
            numbers.append(packed.felt)
            index &+= 2
        }
        digest = Blake2sDigest(felt: Poseidon.hash(list: numbers))
        drawCount = 0
    }

    /// The same for base elements, four to an extension element, the last one padded with zeros.
    mutating func mixFelts(packing elements: [M31]) {
        var packed: [QM31] = []
        packed.reserveCapacity((elements.count &+ 3) / 4)
        for start in stride(from: 0, to: elements.count, by: 4) {
            func element(_ i: Int) -> M31 { start &+ i < elements.count ? elements[start &+ i] : 0 }
            packed.append(QM31(element(0), element(1), element(2), element(3)))
        }
        mixFelts(packed)
    }

    /// A field element.
    mutating func drawFelt() -> Felt252 {
        let drawn = Poseidon.permute(digest.felt, Felt252(UInt64(drawCount)), 3).0
        drawCount &+= 1
        return drawn
    }

    /// The eight lowest digits of a field element in base 2^31, lowest first, each reduced.
    func baseElements(of felt: Felt252) -> SIMD8<UInt32> {
        let (a, b, c, d) = felt.limbs
        var limbs = (a, b, c, d), elements = SIMD8<UInt32>.zero
        for i in 0..<8 {
            let digit = UInt32(truncatingIfNeeded: limbs.0) & M31.modulus
            elements[i] = digit == M31.modulus ? 0 : digit
            limbs = (
                limbs.0 &>> 31 | limbs.1 &<< 33, limbs.1 &>> 31 | limbs.2 &<< 33, limbs.2 &>> 31 | limbs.3 &<< 33,
                limbs.3 &>> 31
            )
        }
        return elements
    }
}
