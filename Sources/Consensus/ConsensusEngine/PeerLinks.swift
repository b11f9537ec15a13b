public import ConsensusCore

/// The links to the other validators, as the engine sees them. Frames arrive through `PeerInbox`.
public protocol PeerLinks: Sendable {
    /// Queues a frame for every connected peer. A peer whose queue is full misses it; gossip repairs that.
    func broadcast(_ frame: [UInt8])
    /// Queues a frame for one peer.
    func send(_ frame: [UInt8], to peer: ValidatorIndex)
}
