import ConsensusCore
import QuorumCertificates

/// What arrives in the engine's mailbox.
enum EngineEvent: Sendable {
    // From peers, signatures checked.
    case vote(SignedVote)
    case proposal(SignedProposal, content: [UInt8])
    case summary(HeightSummary, from: ValidatorIndex)
    case blockRequest(Height, from: ValidatorIndex)
    case decidedBlock(QuorumCertificate, content: [UInt8], from: ValidatorIndex)
    case connected(ValidatorIndex)
    // From the application's worker.
    case built(Height, Round, BlockContent)
    case buildFailed(Height, Round, reason: String)
    case verdict(Proposal, failure: String?)
    case committed(Height, QuorumCertificate, isSynced: Bool)
    case commitFailed(Height, reason: String)
    case adoptionFailed(Height, from: ValidatorIndex, reason: String)
    case loaded(DecidedContent, for: ValidatorIndex)
    // From the node.
    case transactionsArrived
    case stop

    /// The bytes that the event holds, roughly, for the mailbox's bound.
    var byteCount: Int {
        switch self {
        case .proposal(_, let content), .decidedBlock(_, let content, _): content.count + 1_024
        default: 512
        }
    }
}
