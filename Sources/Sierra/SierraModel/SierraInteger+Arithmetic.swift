import FiniteFields

extension SierraInteger {
    public static prefix func - (x: SierraInteger) -> SierraInteger {
        SierraInteger(isNegative: !x.isNegative, magnitude: x.magnitude)
    }

    public static func + (x: SierraInteger, y: SierraInteger) -> SierraInteger {
        if x.isNegative == y.isNegative {
            let (sum, carry) = x.magnitude.adding(y.magnitude)
            let most = UInt256(.max, .max, .max, .max)
            return SierraInteger(isNegative: x.isNegative, magnitude: carry ? most : sum)
        }
        if x.magnitude < y.magnitude {
            return SierraInteger(isNegative: y.isNegative, magnitude: y.magnitude.subtracting(x.magnitude).difference)
        }
        return SierraInteger(isNegative: x.isNegative, magnitude: x.magnitude.subtracting(y.magnitude).difference)
    }

    public static func - (x: SierraInteger, y: SierraInteger) -> SierraInteger { x + -y }

    /// The product, nil beyond 256 bits.
    public func times(_ y: SierraInteger) -> SierraInteger? {
        let a = [magnitude.a, magnitude.b, magnitude.c, magnitude.d]
        let b = [y.magnitude.a, y.magnitude.b, y.magnitude.c, y.magnitude.d]
        var words = [UInt64](repeating: 0, count: 8)
        for i in 0..<4 {
            var carry: UInt64 = 0
            for j in 0..<4 {
                let (high, low) = a[i].multipliedFullWidth(by: b[j])
                let sum = UInt128(low) + UInt128(words[i + j]) + UInt128(carry)
                words[i + j] = UInt64(truncatingIfNeeded: sum)
                carry = high + UInt64(truncatingIfNeeded: sum >> 64)
            }
            words[i + 4] = carry
        }
        guard words[4] | words[5] | words[6] | words[7] == 0 else { return nil }
        return SierraInteger(
            isNegative: isNegative != y.isNegative, magnitude: UInt256(words[0], words[1], words[2], words[3]))
    }

    /// Quotient and remainder of two integers that are not negative; the divisor is not zero.
    public func divided(by divisor: SierraInteger) -> (quotient: SierraInteger, remainder: SierraInteger) {
        var quotient = UInt256.zero, remainder = UInt256.zero
        for position in (0..<256).reversed() {
            let top = remainder.d >> 63
            remainder = UInt256(
                remainder.a << 1 | (magnitude.bit(position) ? 1 : 0), remainder.b << 1 | remainder.a >> 63,
                remainder.c << 1 | remainder.b >> 63, remainder.d << 1 | remainder.c >> 63)
            quotient = UInt256(
                quotient.a << 1, quotient.b << 1 | quotient.a >> 63, quotient.c << 1 | quotient.b >> 63,
                quotient.d << 1 | quotient.c >> 63)
            if top == 1 || !(remainder < divisor.magnitude) {
                remainder = remainder.subtracting(divisor.magnitude).difference
                quotient.a |= 1
            }
        }
        return (SierraInteger(magnitude: quotient), SierraInteger(magnitude: remainder))
    }

    /// The smallest integer whose square is not below this one, which is not negative.
    public var squareRootRoundedUp: SierraInteger {
        var root = SierraInteger(0)
        for position in (0..<128).reversed() {
            let candidate = root + .powerOfTwo(position)
            if let square = candidate.times(candidate), square <= self { root = candidate }
        }
        return root.times(root) == self ? root : root + 1
    }
}
