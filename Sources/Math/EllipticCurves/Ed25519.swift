public import FiniteFields
import SHA2

/// Verification of Ed25519 signatures (RFC 8032 §5.1.7), for verifiers that have no system library: the browser's.
///
/// Strict: `Ed25519Key` says what keys and signatures must look like; then the equation is checked without the cofactor,
/// by comparing the encoding of s·B − h·A with R, as OpenSSL does. Variable time: everything here is public.
public enum Ed25519 {
    /// Whether 64 bytes are the signature of a message under a 32-byte key. Other lengths are no signature.
    public static func verify(signature: [UInt8], message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard let key = Ed25519Key(bytes: publicKey), let s = Ed25519Key.scalar(ofSignature: signature) else {
            return false
        }
        let r = Array(signature[..<Ed25519Key.byteCount])
        let h = scalar(SHA512.hash(r + publicKey + message))
        return EdwardsPoint.sum(s, .generator, h, -key.point).encoded == r
    }

    /// A 512-bit little-endian integer modulo the order.
    private static func scalar(_ digest: [UInt8]) -> UInt256 {
        typealias Scalar = PrimeField256<EdwardsOrder>
        guard let low = UInt256(littleEndianBytes: digest[..<32]),
            let high = UInt256(littleEndianBytes: digest[32...])
        else { return .zero }
        let shift = Scalar(reducing: UInt256(0, 0, 1, 0)).squared
        return (Scalar(reducing: low) + Scalar(reducing: high) * shift).value
    }
}

/// 2^255 − 19.
public enum EdwardsBase: PrimeModulus256 {
    @inlinable public static var modulus: UInt256 { UInt256(0xffff_ffff_ffff_ffed, .max, .max, .max >> 1) }
    @inlinable public static var negativeInverse: UInt64 { 0x86bc_a1af_286b_ca1b }
    public static let rSquared = computeRSquared()
    public static let inversion = ModularInversion(modulus: modulus)
}

/// The order of the generator's group.
public enum EdwardsOrder: PrimeModulus256 {
    @inlinable public static var modulus: UInt256 {
        UInt256(0x5812_631a_5cf5_d3ed, 0x14de_f9de_a2f7_9cd6, 0, 0x1000_0000_0000_0000)
    }
    @inlinable public static var negativeInverse: UInt64 { 0xd2b5_1da3_1254_7e1b }
    public static let rSquared = computeRSquared()
    public static let inversion = ModularInversion(modulus: modulus)
}
