extension Felt252 {
    /// p = 2^251 + 17·2^192 + 1.
    public static var modulus: UInt256 { UInt256(1, 0, 0, top) }

    static let inversion = ModularInversion(modulus: modulus)
    /// R³ mod p: takes the inverse of a Montgomery form back into Montgomery form.
    static let rCubed = rSquared * rSquared

    /// The inverse; zero maps to zero. Variable time.
    public var inverse: Felt252 {
        let raw = Felt252.inversion.inverse(of: UInt256(a, b, c, d))
        return Felt252(montgomery: raw.a, raw.b, raw.c, raw.d) * Felt252.rCubed
    }

    /// Replaces every element by its inverse with one inversion and three products each (Montgomery's trick); zeros
    /// stay zero.
    public static func invert(_ values: inout [Felt252]) {
        var prefix = [Felt252](repeating: .one, count: values.count)
        values.withUnsafeMutableBufferPointer { values in
            prefix.withUnsafeMutableBufferPointer { prefix in
                invert(values, prefix: prefix)
            }
        }
    }

    /// `invert` over buffers; `prefix` is scratch space of at least the same length.
    public static func invert(
        _ values: UnsafeMutableBufferPointer<Felt252>, prefix: UnsafeMutableBufferPointer<Felt252>
    ) {
        precondition(prefix.count >= values.count, "scratch too short")
        guard let value = values.baseAddress, let prefix = prefix.baseAddress else { return }
        var product = Felt252.one
        for index in 0..<values.count {
            prefix[index] = product
            if !value[index].isZero { product = product * value[index] }
        }
        product = product.inverse
        var index = values.count
        while index > 0 {
            index &-= 1
            let element = value[index]
            if element.isZero { continue }
            value[index] = product * prefix[index]
            product = product * element
        }
    }
}
