public import HashFunctions

/// The hashes that complete a set of opened leaves to the root: the unknown siblings, leaf layer first, each layer from
/// left to right (STWO §3).
public struct MerkleDecommitment: Equatable, Sendable {
    /// Hashes of nodes that cannot be computed from the leaves, layer by layer from below.
    public var hashWitness: [Blake2sDigest]
    public init(hashWitness: [Blake2sDigest]) { self.hashWitness = hashWitness }
}
