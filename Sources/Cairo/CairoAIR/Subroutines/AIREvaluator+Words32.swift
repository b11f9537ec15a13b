import ConstraintSystems
import FiniteFields

/// A word of 32 bits in two halves.
struct Word32<Value> {
    let low: Value, high: Value
    init(_ low: Value, _ high: Value) {
        self.low = low
        self.high = high
    }
}

// Words of 32 bits in halves of sixteen.
extension AIREvaluator where Self: ~Copyable {
    /// The word as an integer.
    func hint(_ word: Word32<Value>) -> Hint { hint(word.low) | (hint(word.high) << 16) }

    /// The word with given halves.
    func constant32(_ low: UInt32, _ high: UInt32) -> Word32<Value> {
        Word32(Value(M31(canonical: low)), Value(M31(canonical: high)))
    }

    /// Two cells with the halves of an integer; unconstrained.
    mutating func cells32(_ word: Hint) -> Word32<Value> {
        let low = cell(word.bits(0, 16)), high = cell(word >> 16)
        return Word32(low, high)
    }

    /// The word at an address, which is below 2^32.
    mutating func readWord32(at address: Value) -> Word32<Value> {
        let word = cells32(word32(at: address))
        verifyWord32(at: address, word)
        return word
    }

    /// Prover only: the low 32 bits of the value at an address.
    mutating func word32(at address: Value) -> Hint {
        let word = memoryValue(id: memoryId(at: address))
        let low = word.limb(0) | (word.limb(1) << 9)
        return low | (word.limb(2) << 18) | (word.limb(3) << 27)
    }

    /// The value at an address is the word, and its halves have sixteen bits.
    mutating func verifyWord32(at address: Value, _ word: Word32<Value>) {
        let lowTop = cell(hint(word.low) >> 9), highTop = cell(hint(word.high) >> 2)
        let lowest = word.high - highTop.times(4)
        let last = cell(hint(highTop) >> 9)
        use(.rangeCheck7x2x5, [lowTop, lowest, last])
        verifyMemory(
            at: address,
            vector(of: [
                word.low - lowTop.times(512), lowTop + lowest.times(128), highTop - last.times(512), last,
            ]))
    }

    /// The upper parts of a half that is cut after `bits` bits: a cell; the lower part follows from it.
    mutating func cut(_ half: Value, after bits: UInt32) -> (low: Value, high: Value) {
        let high = cell(hint(half) >> bits)
        return (half - high.times(pow2(bits)), high)
    }

    /// The exclusive or of two numbers, as a cell: a table knows it.
    mutating func xorCell(_ relation: Relation, _ a: Value, _ b: Value) -> Value {
        let xor = cell(hint(a) ^ hint(b))
        use(relation, [a, b, xor])
        return xor
    }
}
