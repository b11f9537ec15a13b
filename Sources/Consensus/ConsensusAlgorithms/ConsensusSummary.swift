public import QuorumCertificates

/// What a node tells its peers at regular intervals: where it is and what it has.
public protocol ConsensusSummary: WireCodable, Hashable, Sendable {
    /// The height that the node decides.
    var height: Height { get }
}
