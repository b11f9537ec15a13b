public import FiniteFields

extension Felt252 {
    /// Whether the canonical integer of `self` is smaller than that of `other`.
    public func precedes(_ other: Felt252) -> Bool {
        let x = limbs, y = other.limbs
        if x.3 != y.3 { return x.3 < y.3 }
        if x.2 != y.2 { return x.2 < y.2 }
        if x.1 != y.1 { return x.1 < y.1 }
        return x.0 < y.0
    }

    /// Whether the integer is below 2^251 - 256, the bound of addresses and storage keys (EXEC §2.1).
    var isBelowAddressBound: Bool {
        let x = limbs
        if x.3 != 0x07ff_ffff_ffff_ffff { return x.3 < 0x07ff_ffff_ffff_ffff }
        return x.2 != .max || x.1 != .max || x.0 < 0xffff_ffff_ffff_ff00
    }

    /// The integer modulo 2^251 - 256.
    var reducedToAddressBound: Felt252 {
        // p < 2 (2^251 - 256) + 2^200, so one subtraction is enough for all but a sliver, two always are.
        var value = self
        while !value.isBelowAddressBound { value = value - Felt252.addressBound }
        return value
    }

    /// 2^251 - 256.
    static var addressBound: Felt252 {
        Felt252(reducing: 0xffff_ffff_ffff_ff00, .max, .max, 0x07ff_ffff_ffff_ffff)
    }
}
