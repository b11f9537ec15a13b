public import FiniteFields
public import HashFunctions

/// The Fiat-Shamir channel (STWO §2.1 to §2.3): a digest that absorbs every message of the prover, and from which
/// the verifier's random choices are drawn.
///
/// Every mix replaces the digest by a hash of it and the message; every draw hashes the digest and a counter that starts
/// anew after each mix. Prover and verifier run the same calls in the same order (STWO §4.3).
public struct Transcript: Equatable, Sendable {
    /// The state: what was mixed so far.
    public internal(set) var digest: Blake2sDigest
    var drawCount: UInt32
    /// The hash that mixes and draws.
    public let variant: ProofHash

    /// The channel at the beginning: a digest of zeros.
    public init(variant: ProofHash = .blake2s) {
        digest = .zero
        drawCount = 0
        self.variant = variant
    }

    mutating func replace(by hash: Blake2s) {
        digest = variant.finish(hash.finalized)
        drawCount = 0
    }

    /// Absorbs extension elements, four words each. An empty list is hashed too.
    public mutating func mix(_ elements: [QM31]) {
        if variant == .poseidon252 { return mixFelts(elements) }
        var hash = Blake2s()
        hash.update(digest)
        for element in elements { hash.update(element) }
        replace(by: hash)
    }

    /// Mixes one element.
    public mutating func mix(_ element: QM31) { mix([element]) }

    /// Absorbs base elements packed four to an extension element, the last one padded with zeros.
    public mutating func mix(packing elements: [M31]) {
        if variant == .poseidon252 { return mixFelts(packing: elements) }
        var hash = Blake2s()
        hash.update(digest)
        for element in elements { hash.update(word: element.value) }
        for _ in 0..<((4 &- elements.count & 3) & 3) { hash.update(word: 0) }
        replace(by: hash)
    }

    /// Absorbs a 64-bit number, low word first.
    public mutating func mix(_ value: UInt64) {
        if variant == .poseidon252 { return mix(Blake2sDigest(felt: Felt252(value))) }
        var hash = Blake2s()
        hash.update(digest)
        hash.update(word: UInt32(truncatingIfNeeded: value))
        hash.update(word: UInt32(truncatingIfNeeded: value &>> 32))
        replace(by: hash)
    }

    /// Absorbs a root or any other digest.
    public mutating func mix(_ root: Blake2sDigest) {
        digest = variant.hash(digest, root)
        drawCount = 0
    }
}

extension Blake2s {
    /// Appends the four words of an element.
    @inlinable mutating func update(_ element: QM31) {
        update(word: element.a.value)
        update(word: element.b.value)
        update(word: element.c.value)
        update(word: element.d.value)
    }
}
