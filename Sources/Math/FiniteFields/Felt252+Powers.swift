extension Felt252 {
    @inlinable public var squared: Felt252 { self * self }

    /// Raises to a 256-bit exponent given as little-endian limbs.
    public func power(_ e0: UInt64, _ e1: UInt64 = 0, _ e2: UInt64 = 0, _ e3: UInt64 = 0) -> Felt252 {
        var result = Felt252.one
        for word in [e3, e2, e1, e0] {
            var bit: UInt64 = 64
            while bit > 0 {
                bit &-= 1
                result = result * result
                if (word >> bit) & 1 == 1 { result = result * self }
            }
        }
        return result
    }

    /// The inverse; zero maps to zero. Fermat's exponent p − 2.
    public var inverse: Felt252 {
        power(.max, .max, .max, 0x0800_0000_0000_0010)
    }
}
