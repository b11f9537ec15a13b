public import FiniteFields

/// The stream of the Cairo verifier's format (STWO §4.10, "cairo-serde"): numbers of at most 64 bits, and the digests of
/// Poseidon, which are field elements.
public struct ProofStream: Equatable, Sendable {
    /// The numbers; 0 where `large` has the value.
    public var words: [UInt64]
    /// Values of 2^64 and more, by their place.
    public var large: [Int: Felt252]

    /// A stream with the given content.
    public init(words: [UInt64], large: [Int: Felt252] = [:]) {
        self.words = words
        self.large = large
    }

    /// Appends a value.
    public mutating func append(_ value: Felt252) {
        let (low, b, c, d) = value.limbs
        if b | c | d == 0 { return words.append(low) }
        large[words.count] = value
        words.append(0)
    }
}
