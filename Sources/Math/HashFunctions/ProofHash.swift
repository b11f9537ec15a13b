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
    public var felt: Felt252 { Felt252(reducing: words) }

    /// The digest that holds a field element.
    public init(felt: Felt252) { self.init(words: felt.words) }
}
