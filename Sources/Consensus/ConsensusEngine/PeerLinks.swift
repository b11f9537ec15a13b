public import QuorumCertificates

/// The links to the other validators, as the engine sees them. Frames arrive through `PeerInbox`.
public protocol PeerLinks: Sendable {
    /// Queues frames for every connected peer, for each of them all or none, so that a stream is never cut. A peer
    /// whose queue is full misses them; gossip repairs that.
    func broadcast(_ frames: [[UInt8]])
    /// Queues frames for one peer, all or none.
    func send(_ frames: [[UInt8]], to peer: ValidatorIndex)
}
