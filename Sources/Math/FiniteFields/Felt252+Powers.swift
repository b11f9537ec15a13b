extension Felt252 {
    /// Raises to a 256-bit exponent.
    public func power(_ exponent: UInt256) -> Felt252 {
        var result = Felt252.one
        var index = exponent.bitWidth
        while index > 0 {
            index &-= 1
            result = result.squared
            if exponent.bit(index) { result = result * self }
        }
        return result
    }

    /// Raises to a 256-bit exponent given as little-endian limbs.
    public func power(_ e0: UInt64, _ e1: UInt64 = 0, _ e2: UInt64 = 0, _ e3: UInt64 = 0) -> Felt252 {
        power(UInt256(e0, e1, e2, e3))
    }
}
