/// The order of the Stark curve's group, as the modulus of a field.
public enum StarkOrder: PrimeModulus256 {
    /// The order of the curve, and what Montgomery arithmetic and inversion need of it.
    @inlinable public static var modulus: UInt256 {
        UInt256(0x1e66_a241_adc6_4d2f, 0xb781_126d_cae7_b232, .max, 0x0800_0000_0000_0010)
    }
    /// -modulus^-1 mod 2^64.
    @inlinable public static var negativeInverse: UInt64 { 0xbb6b_3c4c_e8bd_e631 }
    /// 2^512 mod the modulus, and the tables of the inversion.
    public static let rSquared = computeRSquared()
    public static let inversion = ModularInversion(modulus: modulus)
}

/// A scalar of the Stark curve: an integer modulo the order of its group.
public typealias StarkScalar = PrimeField256<StarkOrder>
