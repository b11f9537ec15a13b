/// Why an opening of a Merkle tree was refused.
public enum MerkleError: Error, Equatable, Sendable {
    /// The witness has fewer hashes than there are unknown siblings.
    case witnessTooShort
    /// Hashes of the witness were not used.
    case witnessTooLong
    /// A position lies outside the tree, or the tree is higher than 32 layers.
    case positionOutsideTree
    /// One position was given with two different leaves.
    case conflictingLeaves
    /// The hashes lead to another root than the committed one.
    case rootMismatch
}
