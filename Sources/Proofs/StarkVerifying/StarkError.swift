public import CircleFRI
public import Commitments

/// Why the polynomial commitment part of a proof was refused.
public enum StarkError: Error, Equatable, Sendable {
    /// The parameters are outside the supported range.
    case unsupportedParameters
    /// Not four roots.
    case wrongNumberOfCommitments
    /// Not four decommitments.
    case wrongNumberOfDecommitments
    /// Samples do not have the shape the statement gives them.
    case wrongSampleShape(tree: Int)
    /// Queried values do not have the shape the statement gives them.
    case wrongQueriedValueShape(tree: Int)
    /// A tree of the statement is empty or too high for the circle group.
    case columnTooLarge
    /// The out-of-domain parameter is a pole of the parametrisation; probability below 2^-122.
    case degenerateOutOfDomainPoint
    /// The nonce before the queries lacks the work.
    case queryProofOfWork
    /// A denominator of the quotients vanishes: the out-of-domain point met the domain.
    case degenerateQuotient
    /// Queried values do not belong to the tree's root.
    case commitment(tree: Int, MerkleError)
    /// The quotients are not of low degree.
    case lowDegree(FriError)
}
