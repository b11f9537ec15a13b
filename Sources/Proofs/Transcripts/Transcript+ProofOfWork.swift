import FiniteFields
public import HashFunctions

/// Proofs of work over the current digest (STWO §2.1). They do not change it: the nonce is mixed in by the caller.
extension Transcript {
    /// The hash that a nonce is appended to: a tag, twelve zero bytes, the digest, the number of bits.
    public func proofOfWorkPrefix(bits: UInt32) -> Blake2sDigest {
        if variant == .poseidon252 {
            return Blake2sDigest(
                felt: Poseidon.hash(list: [Felt252(0x1234_5678 as UInt64), digest.felt, Felt252(UInt64(bits))]))
        }
        var hash = Blake2s()
        hash.update(word: 0x1234_5678)
        for _ in 0..<3 { hash.update(word: 0) }
        hash.update(digest)
        hash.update(word: bits)
        return variant.finish(hash.finalized)
    }

    /// Whether a nonce has the work: as many trailing zero bits in the first 128 of its hash.
    public func hasProofOfWork(nonce: UInt64, bits: UInt32) -> Bool {
        Transcript.isWork(nonce: nonce, prefix: proofOfWorkPrefix(bits: bits), bits: bits, variant: variant)
    }

    /// The same for the hash that nonces are appended to.
    public static func isWork(nonce: UInt64, prefix: Blake2sDigest, bits: UInt32, variant: ProofHash) -> Bool {
        let words: SIMD8<UInt32>
        if variant == .poseidon252 {
            words = Blake2sDigest(felt: Poseidon.hash(prefix.felt, Felt252(nonce))).words
        } else {
            var hash = Blake2s()
            hash.update(prefix)
            hash.update(word: UInt32(truncatingIfNeeded: nonce))
            hash.update(word: UInt32(truncatingIfNeeded: nonce &>> 32))
            words = variant.finish(hash.finalized).words
        }
        var zeros: UInt32 = 0
        for i in 0..<4 {
            if words[i] != 0 { return zeros &+ UInt32(truncatingIfNeeded: words[i].trailingZeroBitCount) >= bits }
            zeros &+= 32
        }
        return zeros >= bits
    }

    /// Low halves of nonces that the reference prover tries before it counts the high half up (STWO §2.4).
    public static func lowNonces(_ variant: ProofHash) -> Int { variant == .poseidon252 ? 1 << 14 : 1 << 20 }

    /// The first nonce with the work in the reference prover's order: the low half innermost, the high half counting up. Nil
    /// after `2^32` high halves.
    public func firstProofOfWork(bits: UInt32) -> UInt64? {
        let prefix = proofOfWorkPrefix(bits: bits)
        for high in 0..<UInt64(1) << 32 {
            for low in 0..<UInt64(Transcript.lowNonces(variant)) {
                let nonce = high &<< 32 | low
                if Transcript.isWork(nonce: nonce, prefix: prefix, bits: bits, variant: variant) { return nonce }
            }
        }
        return nil
    }
}
