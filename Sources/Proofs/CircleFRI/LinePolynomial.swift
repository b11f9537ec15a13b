import CircleGroups
public import FiniteFields

/// A polynomial on the line in the basis `x`, `pi(x)`, `pi^2(x)`, ... with bit-reversed coefficients (STWO §1.4).
public struct LinePolynomial: Equatable, Sendable {
    /// A power of two of coefficients.
    public var coefficients: [QM31]
    public init(coefficients: [QM31]) { self.coefficients = coefficients }

    /// The value at a base point: neighbours are folded with the last doubling of x first, x itself last.
    public func evaluate(at x: M31) -> QM31 {
        var doublings: [M31] = []
        var size = 1, power = x
        while size < coefficients.count {
            doublings.append(power)
            power = doubleX(power)
            size &*= 2
        }
        var values = coefficients
        while let factor = doublings.popLast() {
            var folded: [QM31] = []
            var i = 0
            while i &+ 1 < values.count {
                folded.append(values[i] + values[i &+ 1].times(factor))
                i &+= 2
            }
            values = folded
        }
        return values.first ?? .zero
    }
}
