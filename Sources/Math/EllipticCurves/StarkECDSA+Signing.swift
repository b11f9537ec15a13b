public import FiniteFields

extension StarkECDSA {
    /// Signs a message hash below 2^251 with a deterministic nonce, so that the same input always gives the same
    /// signature, equal to the one of the reference implementations.
    ///
    /// - Parameter seed: Extra data of the nonce. Zero means none, as `starknet-crypto` and StarkWare's own library sign;
    ///   starknet.py signs with 32.
    /// - Warning: Timing: neither the multiplication nor the inversions take constant time. Do not sign where an attacker
    ///   can measure.
    public static func sign(messageHash: Felt252, privateKey: Felt252, seed: UInt64 = 0) throws(Failure) -> Signature {
        let z = UInt256(messageHash)
        guard isBelowBound(z) else { throw .messageHashOutOfRange }
        guard let key = StarkScalar(UInt256(privateKey)), !key.isZero else { throw .privateKeyOutOfRange }
        // One attempt in about 2^59 has a value out of range; then the next seed is tried.
        var seed = seed
        while true {
            let nonce = DeterministicNonce.generate(messageHash: z, privateKey: key.value, seed: seed)
            if let signature = sign(StarkScalar(reducing: z), key, nonce: nonce) { return signature }
            seed &+= 1
        }
    }

    /// One attempt; nil when r, s or the inverse of s is out of range.
    private static func sign(_ z: StarkScalar, _ key: StarkScalar, nonce: UInt256) -> Signature? {
        guard let x = StarkCurve.multiplyGenerator(nonce).affineX else { return nil }
        let r = UInt256(x)
        guard !r.isZero, isBelowBound(r) else { return nil }
        let sum = z + StarkScalar(reducing: r) * key
        guard !sum.isZero else { return nil }
        let nonce = StarkScalar(reducing: nonce)
        let w = nonce * sum.inverse
        guard !w.isZero, isBelowBound(w.value) else { return nil }
        guard let s = Felt252((nonce.inverse * sum).value) else { return nil }
        return Signature(r: x, s: s)
    }
}
