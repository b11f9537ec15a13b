public import HashFunctions

/// The hashes that complete a set of opened leaves to the root: the unknown siblings, leaf layer first, each layer from
/// left to right (STWO §3).
public struct MerkleDecommitment: Equatable, Sendable {
    public var hashWitness: [Blake2sDigest]
    public init(hashWitness: [Blake2sDigest]) { self.hashWitness = hashWitness }
}
