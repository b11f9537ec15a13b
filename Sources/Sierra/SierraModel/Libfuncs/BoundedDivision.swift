/// How a division of bounded integers is proven: which product cannot wrap around the prime.
public enum BoundedDivision: Sendable {
    /// The divisor times 2^128 is below the prime.
    case smallDivisor
    /// The quotient, below this bound, times 2^128 is below the prime.
    case smallQuotient(bound: SierraInteger)
    /// One of quotient and divisor is at most the root of the dividend's bound, and that times 2^128 is below the
    /// prime.
    case smallDividend(root: SierraInteger)

    /// Nil when no way is sound. Both ranges begin at zero or above.
    public init?(_ dividend: IntegerRange, by divisor: IntegerRange) {
        func isBelowPrime(_ factor: SierraInteger) -> Bool {
            guard let product = factor.times(.u128Bound) else { return false }
            return product < .prime
        }
        let most = dividend.last.divided(by: max(divisor.lower, 1)).quotient
        guard most < .u128Bound, divisor.upper <= .u128Bound + 1 else { return nil }
        let root = dividend.upper.squareRootRoundedUp
        if isBelowPrime(divisor.upper) {
            self = .smallDivisor
        } else if isBelowPrime(most + 1) {
            self = .smallQuotient(bound: most + 1)
        } else if isBelowPrime(root), root < .u128Bound {
            self = .smallDividend(root: root)
        } else {
            return nil
        }
    }
}
