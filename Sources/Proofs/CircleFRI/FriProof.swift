public import Commitments
public import FiniteFields
public import HashFunctions

/// The opening of one folding layer.
public struct FriLayerProof: Equatable, Sendable {
    /// The values of the folded subsets that the verifier cannot compute, by ascending position.
    public var witness: [QM31]
    public var decommitment: MerkleDecommitment
    public var commitment: Blake2sDigest

    public init(witness: [QM31], decommitment: MerkleDecommitment, commitment: Blake2sDigest) {
        self.witness = witness
        self.decommitment = decommitment
        self.commitment = commitment
    }
}

/// The low-degree proof of one column: its own layer on the circle, the layers on the line, and the last polynomial in
/// clear (STWO §4.8).
public struct FriProof: Equatable, Sendable {
    /// The layer on the circle, and those on lines.
    public var firstLayer: FriLayerProof
    public var innerLayers: [FriLayerProof]
    /// The last polynomial's coefficients, `2^logLastLayerDegreeBound`, in bit-reversed order.
    public var lastLayerCoefficients: [QM31]

    public init(firstLayer: FriLayerProof, innerLayers: [FriLayerProof], lastLayerCoefficients: [QM31]) {
        self.firstLayer = firstLayer
        self.innerLayers = innerLayers
        self.lastLayerCoefficients = lastLayerCoefficients
    }
}
