public import FiniteFields

/// Starknet's ECDSA over the Stark curve.
///
/// It differs from the textbook in three ways: message hash, r and the inverse of s must be below 2^251, r is the x
/// coordinate itself (not modulo the order), and a public key is only an x coordinate, so both points with it are tried.
public enum StarkECDSA {
    /// A signature, as `[r, s]` in a transaction.
    public struct Signature: Hashable, Sendable {
        public var r: Felt252
        public var s: Felt252

        public init(r: Felt252, s: Felt252) {
            self.r = r
            self.s = s
        }
    }

    /// Why an input cannot be signed or a signature is not even well-formed.
    public enum Failure: Error, Equatable, Sendable {
        /// The message hash is 2^251 or more.
        case messageHashOutOfRange
        /// The private key is zero or not below the order.
        case privateKeyOutOfRange
        /// r is zero, or 2^251 or more.
        case rOutOfRange
        /// s is zero or not below the order, or its inverse is 2^251 or more.
        case sOutOfRange
        /// No point has the public key as its x coordinate.
        case publicKeyNotOnCurve
    }

    /// Whether a value is below 2^251.
    static func isBelowBound(_ value: UInt256) -> Bool { value.d >> 59 == 0 }

    /// The x coordinate of the private key's multiple of the generator.
    public static func publicKey(_ privateKey: Felt252) throws(Failure) -> Felt252 {
        let key = UInt256(privateKey)
        guard !key.isZero, key < StarkCurve.order, let x = StarkCurve.multiplyGenerator(key).affineX else {
            throw .privateKeyOutOfRange
        }
        return x
    }

    /// Whether the signature is valid; throws where it or the key is not well-formed. The checks and their order are those
    /// of the reference library (`starknet-crypto`), on which the ECDSA builtin rests.
    public static func verify(
        messageHash: Felt252, signature: Signature, publicKey: Felt252
    ) throws(Failure) -> Bool {
        let z = UInt256(messageHash), r = UInt256(signature.r), s = UInt256(signature.s)
        guard isBelowBound(z) else { throw .messageHashOutOfRange }
        guard !r.isZero, isBelowBound(r) else { throw .rOutOfRange }
        guard let sScalar = StarkScalar(s), !sScalar.isZero else { throw .sOutOfRange }
        guard let key = StarkCurve.point(x: publicKey) else { throw .publicKeyNotOnCurve }
        let w = sScalar.inverse
        guard isBelowBound(w.value) else { throw .sOutOfRange }
        let zw = (StarkScalar(reducing: z) * w).value, rw = (StarkScalar(reducing: r) * w).value
        // (z·G ± r·Q) / s: the sign of Q is not known.
        let multiple = StarkCurve.multiply(key, rw)
        if StarkCurve.multiplyGenerator(zw, addedTo: multiple).hasX(signature.r) { return true }
        return StarkCurve.multiplyGenerator(zw, addedTo: -multiple).hasX(signature.r)
    }
}
