public import FiniteFields

/// The random elements of all lookups: z and the powers of alpha (STWO §5.2).
public struct LookupElements: Equatable, Sendable {
    /// The longest tuple, with its relation's id, that can be combined.
    public static let tupleLengthMax = 128
    /// Subtracted from every combination.
    public let z: QM31
    /// Powers of alpha from 0 on, `tupleLengthMax` of them.
    public let alphas: [QM31]

    /// The powers of `alpha`, and `z`.
    public init(z: QM31, alpha: QM31) {
        self.z = z
        var powers: [QM31] = []
        powers.reserveCapacity(Self.tupleLengthMax)
        var power = QM31.one
        for _ in 0..<Self.tupleLengthMax {
            powers.append(power)
            power = power * alpha
        }
        alphas = powers
    }

    /// `sum of alpha^i v_i - z`, v_0 being the relation's id and the tuple following. Entries beyond the longest
    /// tuple are left out; no component has them.
    public func combination(_ relation: Relation, _ tuple: [M31]) -> QM31 {
        var sum = QM31(M31(canonical: relation.id)) - z
        for (value, power) in zip(tuple, alphas.dropFirst()) { sum = sum + power.times(value) }
        return sum
    }
}
