public import FiniteFields

/// The hash of a proof's trees and of its transcript (STWO §2.1 to §2.3).
@frozen public enum ProofHash: Sendable {
    /// Blake2s.
    case blake2s
    /// Blake2s with every word of a hash reduced modulo `2^31 - 1`.
    case blake2sM31
    /// Poseidon over the Stark field; a digest holds the field element, little-endian.
    case poseidon252

    /// What becomes of a hash of Blake2s.
    @inlinable public func finish(_ digest: Blake2sDigest) -> Blake2sDigest {
        switch self {
        case .blake2s, .poseidon252: return digest
        case .blake2sM31:
            var words = digest.words
            for i in 0..<8 { words[i] = words[i] % 0x7fff_ffff }
            return Blake2sDigest(words: words)
        }
    }

    /// The hash of two children.
    @inlinable public func hash(_ left: Blake2sDigest, _ right: Blake2sDigest) -> Blake2sDigest {
        if self == .poseidon252 { return Blake2sDigest(felt: Poseidon.hash(left.felt, right.felt)) }
        return finish(Blake2s.hash(left, right))
    }
}

extension Blake2sDigest {
    /// The field element that a digest of Poseidon holds.
    public var felt: Felt252 {
        func pair(_ i: Int) -> UInt64 { UInt64(words[i]) | UInt64(words[i &+ 1]) &<< 32 }
        return Felt252(reducing: pair(0), pair(2), pair(4), pair(6))
    }

    /// The digest that holds a field element.
    public init(felt: Felt252) {
        let (a, b, c, d) = felt.limbs
        func low(_ limb: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: limb) }
        self.init(
            words: SIMD8(low(a), low(a &>> 32), low(b), low(b &>> 32), low(c), low(c &>> 32), low(d), low(d &>> 32)))
    }
}
