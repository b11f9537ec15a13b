public import CircleFRI
public import Commitments
public import FiniteFields
public import HashFunctions

/// A proof as it arrives: nothing about it has been checked (STWO §4.10, `CommitmentSchemeProof`).
///
/// Four trees in order: preprocessed, main trace, interaction, composition; columns in commit order.
public struct StarkProof: Equatable, Sendable {
    /// The parameters that the prover used.
    public var config: PcsConfig
    /// The root of each tree.
    public var commitments: [Blake2sDigest]
    /// Values at the out-of-domain points: tree, column, sample.
    public var sampledValues: [[[QM31]]]
    public var decommitments: [MerkleDecommitment]
    /// Values at the queried positions: tree, column, query.
    public var queriedValues: [[[M31]]]
    /// The nonce of the work before the queries.
    public var proofOfWork: UInt64
    public var fri: FriProof

    public init(
        config: PcsConfig, commitments: [Blake2sDigest], sampledValues: [[[QM31]]],
        decommitments: [MerkleDecommitment], queriedValues: [[[M31]]], proofOfWork: UInt64, fri: FriProof
    ) {
        self.config = config
        self.commitments = commitments
        self.sampledValues = sampledValues
        self.decommitments = decommitments
        self.queriedValues = queriedValues
        self.proofOfWork = proofOfWork
        self.fri = fri
    }
}
