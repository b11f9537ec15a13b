public import FiniteFields

extension StarkCurve {
    /// `scalar · point` by a width-5 signed window, with an affine table from one shared inversion. Variable time.
    ///
    /// Correct for every scalar below 2^256 and every point of the curve.
    public static func multiply(_ point: AffinePoint, _ scalar: UInt256) -> JacobianPoint {
        let table = oddMultiples(point)
        let digits = SignedWindows(scalar)
        var sum = JacobianPoint.infinity
        var index = digits.values.count
        while index > 0 {
            index &-= 1
            sum = sum.doubled
            let digit = Int(digits.values[index])
            if digit > 0 {
                sum = sum.adding(table[digit >> 1])
            } else if digit < 0 {
                sum = sum.adding(-table[(0 &- digit) >> 1])
            }
        }
        return sum
    }

    /// The points 1, 3, 5, …, 15 times a point.
    private static func oddMultiples(_ point: AffinePoint) -> [AffinePoint] {
        let base = JacobianPoint(point)
        // The group has a prime order above 16, so no sum here meets equal x and none is infinity.
        guard let twice = base.doubled.affine else { return [AffinePoint](repeating: point, count: 8) }
        var multiples = [base]
        for index in 1..<8 { multiples.append(multiples[index - 1].addingDistinct(twice)) }
        return JacobianPoint.affine(multiples)
    }
}

/// A scalar as signed odd digits below 16 in absolute value with at least four zeros between them ("wNAF"), least
/// significant first.
struct SignedWindows {
    private(set) var values: [Int8]

    init(_ scalar: UInt256) {
        values = [Int8](repeating: 0, count: 257)
        var carry: UInt64 = 0, index = 0
        while index < 257 {
            if scalar.window(at: index, width: 1) == carry {
                index += 1
                continue
            }
            var digit = Int(scalar.window(at: index, width: 5) + carry)
            if digit >= 16 {
                digit -= 32
                carry = 1
            } else {
                carry = 0
            }
            values[index] = Int8(digit)
            index += 5
        }
        while values.last == 0 { values.removeLast() }
    }
}
