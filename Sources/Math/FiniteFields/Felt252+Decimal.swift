extension Felt252 {
    /// Parses 1 to 80 decimal digits; nil when malformed or not below p.
    public init?(decimal text: String) {
        var value = UInt256.zero
        var digits = 0
        for byte in text.utf8 {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), digits < 80 else { return nil }
            digits += 1
            // A value below p times ten plus nine is below 2^256.
            value = value.timesTen(plus: UInt64(byte &- UInt8(ascii: "0")))
            guard Felt252.isCanonical(value.a, value.b, value.c, value.d) else { return nil }
        }
        guard digits > 0 else { return nil }
        self.init(value)
    }

    /// The canonical value in decimal digits.
    public var decimal: String {
        var rest = UInt256(self)
        var digits: [UInt8] = []
        repeat { digits.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest.divideByTen())) } while !rest.isZero
        digits.reverse()
        return String(decoding: digits, as: UTF8.self)
    }
}

extension UInt256 {
    /// The value times ten plus a digit, modulo 2^256.
    func timesTen(plus digit: UInt64) -> UInt256 {
        var r = Limbs.multiplyAdd(a, 10, digit, 0)
        let a = Limbs.low(r)
        r = Limbs.multiplyAdd(b, 10, Limbs.high(r), 0)
        let b = Limbs.low(r)
        r = Limbs.multiplyAdd(c, 10, Limbs.high(r), 0)
        let c = Limbs.low(r)
        r = Limbs.multiplyAdd(d, 10, Limbs.high(r), 0)
        return UInt256(a, b, c, Limbs.low(r))
    }

    /// Divides by ten and returns the remainder.
    mutating func divideByTen() -> UInt64 {
        var remainder: UInt64 = 0
        func step(_ word: inout UInt64) {
            let (quotient, rest) = UInt64(10).dividingFullWidth((remainder, word))
            word = quotient
            remainder = rest
        }
        step(&d)
        step(&c)
        step(&b)
        step(&a)
        return remainder
    }
}
