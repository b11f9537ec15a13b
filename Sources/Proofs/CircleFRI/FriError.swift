public import Commitments

/// Why a low-degree proof was refused. Layer 0 is the layer on the circle, inner layers count from 1.
public enum FriError: Error, Equatable, Sendable {
    /// The parameters or the degree make no valid sequence of layers.
    case invalidParameters
    /// The number of inner layers does not follow from degree and parameters.
    case wrongNumberOfLayers
    /// The last polynomial has not `2^logLastLayerDegreeBound` coefficients.
    case wrongLastLayerSize
    /// There are not as many answers as queries.
    case wrongNumberOfAnswers
    /// The layer's witness has fewer values than are unknown.
    case witnessTooShort(layer: Int)
    /// Values of the layer's witness were not used.
    case witnessTooLong(layer: Int)
    /// The layer's values do not belong to its commitment.
    case commitment(layer: Int, MerkleError)
    /// A folded value differs from the last polynomial.
    case lastLayerMismatch
}
