public import FiniteFields
public import HashFunctions

/// A leaf at its position among the `2^height` leaves of a tree.
public struct MerkleLeaf: Equatable, Sendable {
    /// The leaf's number in its layer, and its hash.
    public var position: UInt32
    public var hash: Blake2sDigest

    public init(position: UInt32, hash: Blake2sDigest) {
        self.position = position
        self.hash = hash
    }

    /// The hash of a leaf's values: their words one after the other, without prefix or length (STWO §3).
    public static func hash(_ values: some Sequence<M31>, variant: ProofHash) -> Blake2sDigest {
        var hash = LeafHash(variant)
        for value in values { hash.update(word: value.value) }
        return hash.finalize()
    }

    /// The same for values that stand one after the other as words.
    public static func hash(words: Span<UInt32>, variant: ProofHash) -> Blake2sDigest {
        if variant == .poseidon252 {
            var hash = LeafHash(variant)
            hash.update(words: words)
            return hash.finalize()
        }
        return variant.finish(Blake2s.hash(words: words))
    }
}
