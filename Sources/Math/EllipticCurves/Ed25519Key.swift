public import FiniteFields

/// A public Ed25519 key that may stand for somebody: the one rule text of what keys and signatures must look like before
/// the group equation is asked (RFC 8032 §5.1.3, §5.1.7; the edge cases of "Taming the many EdDSAs", eprint 2020/1244).
///
/// - A is a canonical encoding of a point: y below p, and the sign bit clear where x is 0.
/// - A is not of small order: such a key accepts one signature for many messages, so it binds nobody.
/// - R is canonically encoded, S is below the order L: nobody can make a second signature from a first.
///
/// Every verifier here calls this before its own group equation, so that the system library of a node and the plain text
/// in a browser cannot disagree about anything the rules cover. The equation itself is the one without the cofactor,
/// S·B = R + h·A as OpenSSL computes it: where A or R have a part of small order it refuses what the equation with the
/// cofactor would accept.
public struct Ed25519Key: Sendable {
    /// The number of bytes of a key, and of each half of a signature.
    public static let byteCount = 32
    /// The number of bytes of a signature.
    public static let signatureByteCount = 64

    /// The encoding, 32 bytes.
    public let bytes: [UInt8]
    let point: EdwardsPoint

    /// The key of 32 bytes; nil unless they encode a point canonically, and one whose order is not small.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Ed25519Key.byteCount, let point = EdwardsPoint(encoded: bytes), !point.isOfSmallOrder
        else {
            return nil
        }
        self.bytes = bytes
        self.point = point
    }

    /// The number S of 64 bytes R, S; nil for another length, an R that no point encodes to, or an S that is not reduced.
    ///
    /// That R is a point at all is left to the equation, which compares R with the encoding of one.
    public static func scalar(ofSignature bytes: [UInt8]) -> UInt256? {
        guard bytes.count == signatureByteCount, EdwardsPoint.isCanonical(Array(bytes[..<byteCount])),
            let s = UInt256(littleEndianBytes: bytes[byteCount...]), s < EdwardsOrder.modulus
        else { return nil }
        return s
    }
}
