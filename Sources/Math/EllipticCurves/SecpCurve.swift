public import FiniteFields

/// A curve y² = x³ + a·x + b of prime order over a 256-bit prime field whose prime is 3 modulo 4: secp256k1 and secp256r1,
/// as the system calls offer them (EXEC §3.10).
public protocol SecpCurve: Sendable {
    associatedtype Base: PrimeModulus256
    static var a: PrimeField256<Base> { get }
    static var b: PrimeField256<Base> { get }
    static var generator: SecpPoint<Self> { get }
    /// The number of points.
    static var order: UInt256 { get }
}

/// Bitcoin's and Ethereum's curve (SEC 2 §2.4.1).
public enum Secp256k1: SecpCurve {
    /// 2^256 − 2^32 − 977.
    public enum Base: PrimeModulus256 {
        @inlinable public static var modulus: UInt256 { UInt256(0xffff_fffe_ffff_fc2f, .max, .max, .max) }
        @inlinable public static var negativeInverse: UInt64 { 0xd838_091d_d225_3531 }
        public static let rSquared = computeRSquared()
        public static let inversion = ModularInversion(modulus: modulus)
    }

    public static var a: PrimeField256<Base> { .zero }
    public static let b = PrimeField256<Base>(reducing: 7)
    public static let generator = SecpPoint<Secp256k1>(
        x: PrimeField256(
            reducing: UInt256(
                0x59f2_815b_16f8_1798, 0x029b_fcdb_2dce_28d9, 0x55a0_6295_ce87_0b07, 0x79be_667e_f9dc_bbac)),
        y: PrimeField256(
            reducing: UInt256(
                0x9c47_d08f_fb10_d4b8, 0xfd17_b448_a685_5419, 0x5da4_fbfc_0e11_08a8, 0x483a_da77_26a3_c465)))
    public static var order: UInt256 {
        UInt256(0xbfd2_5e8c_d036_4141, 0xbaae_dce6_af48_a03b, 0xffff_ffff_ffff_fffe, .max)
    }
}

/// NIST's P-256 (SEC 2 §2.4.2).
public enum Secp256r1: SecpCurve {
    /// 2^256 − 2^224 + 2^192 + 2^96 − 1.
    public enum Base: PrimeModulus256 {
        @inlinable public static var modulus: UInt256 { UInt256(.max, 0xffff_ffff, 0, 0xffff_ffff_0000_0001) }
        @inlinable public static var negativeInverse: UInt64 { 1 }
        public static let rSquared = computeRSquared()
        public static let inversion = ModularInversion(modulus: modulus)
    }

    public static let a = -PrimeField256<Base>(reducing: 3)
    public static let b = PrimeField256<Base>(
        reducing: UInt256(0x3bce_3c3e_27d2_604b, 0x651d_06b0_cc53_b0f6, 0xb3eb_bd55_7698_86bc, 0x5ac6_35d8_aa3a_93e7))
    public static let generator = SecpPoint<Secp256r1>(
        x: PrimeField256(
            reducing: UInt256(
                0xf4a1_3945_d898_c296, 0x7703_7d81_2deb_33a0, 0xf8bc_e6e5_63a4_40f2, 0x6b17_d1f2_e12c_4247)),
        y: PrimeField256(
            reducing: UInt256(
                0xcbb6_4068_37bf_51f5, 0x2bce_3357_6b31_5ece, 0x8ee7_eb4a_7c0f_9e16, 0x4fe3_42e2_fe1a_7f9b)))
    public static var order: UInt256 {
        UInt256(0xf3b9_cac2_fc63_2551, 0xbce6_faad_a717_9e84, .max, 0xffff_ffff_0000_0000)
    }
}
