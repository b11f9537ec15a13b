public import FiniteFields

/// Hashes the words of a leaf one after the other (STWO §3).
///
/// Blake2s takes them as they are. Poseidon takes eight at a time as one number in base 2^31, the first highest; to a last,
/// shorter number its length is added at 2^248, so that no two lists give the same numbers. Words are below 2^31.
public struct LeafHash: Sendable {
    private let hash: ProofHash
    private var blake = Blake2s()
    private var sponge = PoseidonSponge()
    private var packed = PackedWords()

    public init(_ hash: ProofHash) { self.hash = hash }

    /// The hash over Poseidon that goes on from whole blocks of sixteen words, or none.
    public init(continuing whole: PoseidonSponge) {
        hash = .poseidon252
        sponge = whole
    }

    /// What was absorbed, over Poseidon after whole blocks of sixteen words.
    public var whole: PoseidonSponge { sponge }

    /// Appends a word.
    public mutating func update(word: UInt32) {
        guard hash == .poseidon252 else { return blake.update(word: word) }
        packed.append(word)
        guard packed.count == 8 else { return }
        sponge.absorb(packed.felt)
        packed = PackedWords()
    }

    /// Appends words.
    public mutating func update(words: Span<UInt32>) {
        guard hash == .poseidon252 else { return blake.update(words: words) }
        for i in words.indices { update(word: words[i]) }
    }

    /// The hash of all words.
    public consuming func finalize() -> Blake2sDigest {
        guard hash == .poseidon252 else { return hash.finish(blake.finalized) }
        if packed.count > 0 {
            packed.add(atBit248: UInt64(truncatingIfNeeded: packed.count))
            sponge.absorb(packed.felt)
        }
        return Blake2sDigest(felt: sponge.finalize())
    }
}

/// Up to eight words below 2^31 as one number, the first highest.
public struct PackedWords: Sendable {
    private var limbs: (UInt64, UInt64, UInt64, UInt64)
    /// How many words were appended.
    public private(set) var count = 0

    /// No words, behind a given number.
    public init(startingWith number: UInt64 = 0) { limbs = (number, 0, 0, 0) }

    /// Appends a word below 2^31.
    public mutating func append(_ word: UInt32) {
        limbs = (
            limbs.0 &<< 31 | UInt64(word), limbs.1 &<< 31 | limbs.0 &>> 33, limbs.2 &<< 31 | limbs.1 &>> 33,
            limbs.3 &<< 31 | limbs.2 &>> 33
        )
        count &+= 1
    }

    mutating func add(atBit248 number: UInt64) { limbs.3 &+= number &<< 56 }

    /// The number as a field element.
    public var felt: Felt252 { Felt252(reducing: limbs.0, limbs.1, limbs.2, limbs.3) }
}
