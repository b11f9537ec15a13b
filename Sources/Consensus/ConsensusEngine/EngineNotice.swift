public import ConsensusWire
public import QuorumCertificates

/// Things an operator may want to know. For logs and metrics; nothing depends on them.
public enum EngineNotice: Sendable {
    case started(Height, replayed: Int)
    /// The log ended in the middle of a record, which was removed: a crash can do that, and so can a damaged disk.
    case logShortened(byteCount: Int)
    /// The log holds nothing of this height, or not from its beginning, though it should: it was emptied, replaced or damaged.
    case logLost(Height)
    /// The journal has a signature at this height that the log does not lead to, so that a lock may be forgotten. Nothing is
    /// signed until the height is decided.
    case abstaining(Height)
    /// This validator entered a round, whoever proposes in it. A round after the first says that the one before failed.
    case roundStarted(Height, Round)
    case proposed(Height, Round, BlockID, byteCount: Int)
    case committed(Height, Round, BlockID, isSynced: Bool)
    case buildFailed(Height, Round, reason: String)
    /// A proposal could not be checked, through no fault of it: this validator does not vote for it.
    case checkFailed(Height, Round, reason: String)
    /// A proposal breaks a rule, or its time is too far ahead of this node's clock: this validator does not vote for it.
    case proposalRefused(Height, Round, proposer: ValidatorIndex, reason: String)
    /// A peer's block is not the one that was decided.
    case syncFailed(Height, peer: ValidatorIndex, reason: String)
    /// A decided block that a peer asks for could not be read here.
    case loadFailed(Height, peer: ValidatorIndex, reason: String)
    /// A validator signed two messages that exclude each other.
    case evidence(EquivocationEvidence)
    /// This validator's key signs elsewhere too: this node signs nothing any more until it is started anew.
    case keyElsewhere(Height, Round)
    case signatureRefused(reason: String)
    /// The engine cannot go on: its disk or the application failed. The process should end.
    case fatal(reason: String)
}

/// Where an engine is.
public struct EngineStatus: Hashable, Sendable {
    public var height = Height(0)
    public var round = Round.zero
    /// The highest height that peers of more than a third of the weight report to have reached.
    public var peerHeight = Height(0)
    /// The engine has ended, and its last call of the application is over.
    public var hasStopped = false

    public init() {}

    /// Whether peers are further by more than the block being decided now.
    public var isSyncing: Bool { peerHeight > height.next }
}
