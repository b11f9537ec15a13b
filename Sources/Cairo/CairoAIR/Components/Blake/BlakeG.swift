import ConstraintSystems
import FiniteFields

/// The mixing function of Blake2s (RFC 7693 §3.1) on four words of the state and two of the message.
enum BlakeG: AIRComponent {
    /// Entries of a tuple: six words in.
    static var inputs: Int { 12 }

    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        e.enabler()
        let input = e.inputs(inputs)
        func word(_ i: Int) -> Word32<E.Value> { Word32(input[2 &* i], input[2 &* i &+ 1]) }
        let a = e.sum32(word(0), word(1), word(4))
        let d = e.xorRotated(a, word(3), by: .sixteen)
        let c = e.sum32(word(2), d, e.constant32(0, 0))
        let b = e.xorRotated(word(1), c, by: .twelve)
        let a2 = e.sum32(a, b, word(5))
        let d2 = e.xorRotated(a2, d, by: .eight)
        let c2 = e.sum32(c, d2, e.constant32(0, 0))
        let b2 = e.xorRotated(b, c2, by: .seven)
        let tuple = e.arena.take(20)
        tuple.put(input)
        BlakeWords.put(a2, in: tuple, 6)
        BlakeWords.put(b2, in: tuple, 7)
        BlakeWords.put(c2, in: tuple, 8)
        BlakeWords.put(d2, in: tuple, 9)
        e.yield(.blakeG, tuple)
    }
}

/// By how many bits an exclusive or is rotated to the right: where the halves are cut for it, and who knows the parts.
private enum BlakeRotation {
    case sixteen, twelve, eight, seven

    /// Bits of the lower part of a half.
    var cut: UInt32 {
        switch self {
        case .sixteen, .eight: 8
        case .twelve: 12
        case .seven: 7
        }
    }

    /// The relation of a half's parts: `half` 0 or 1.
    func relation(isUpper: Bool, half: Int) -> Relation {
        switch self {
        case .sixteen, .eight: .verifyBitwiseXor8(half)
        case .twelve: isUpper ? .verifyBitwiseXor4 : .verifyBitwiseXor12
        case .seven: isUpper ? .verifyBitwiseXor9 : .verifyBitwiseXor7
        }
    }
}

extension AIREvaluator where Self: ~Copyable {
    /// The sum of three words modulo 2^32, as cells: each half leaves a carry of 0, 1 or 2.
    fileprivate mutating func sum32(
        _ a: Word32<Value>, _ b: Word32<Value>, _ c: Word32<Value>
    ) -> Word32<Value> {
        let sum = cells32(hint(a) + hint(b) + hint(c))
        // 2^15 is the inverse of 2^16.
        let carryLow = (a.low + b.low + c.low - sum.low).times(pow2(15))
        constrain(carryLow * carryLow.minus(1) * carryLow.minus(2))
        let carryHigh = (a.high + b.high + c.high + carryLow - sum.high).times(pow2(15))
        constrain(carryHigh * carryHigh.minus(1) * carryHigh.minus(2))
        return sum
    }

    /// The exclusive or of two words, rotated.
    fileprivate mutating func xorRotated(
        _ x: Word32<Value>, _ y: Word32<Value>, by rotation: BlakeRotation
    ) -> Word32<Value> {
        let cut = rotation.cut
        let x0 = self.cut(x.low, after: cut), x1 = self.cut(x.high, after: cut)
        let y0 = self.cut(y.low, after: cut), y1 = self.cut(y.high, after: cut)
        let low0 = xorCell(rotation.relation(isUpper: false, half: 0), x0.low, y0.low)
        let high0 = xorCell(rotation.relation(isUpper: true, half: 0), x0.high, y0.high)
        let low1 = xorCell(rotation.relation(isUpper: false, half: 1), x1.low, y1.low)
        let high1 = xorCell(rotation.relation(isUpper: true, half: 1), x1.high, y1.high)
        if rotation == .sixteen { return Word32(low1 + high1.times(256), low0 + high0.times(256)) }
        let shift = pow2(16 &- cut)
        return Word32(high0 + low1.times(shift), high1 + low0.times(shift))
    }
}

/// Words in a tuple, two entries each.
enum BlakeWords {
    static func put<Value>(_ word: Word32<Value>, in tuple: Vector<Value>, _ index: Int) {
        tuple[2 &* index] = word.low
        tuple[2 &* index &+ 1] = word.high
    }
    static func get<Value>(_ tuple: Vector<Value>, _ index: Int) -> Word32<Value> {
        Word32(tuple[2 &* index], tuple[2 &* index &+ 1])
    }
}
