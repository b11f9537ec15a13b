package import ConsensusAlgorithms
package import ConsensusWire
package import QuorumCertificates

/// What happens to an engine.
package enum EngineEvent<Algorithm: ConsensusAlgorithm>: Sendable {
    // From peers, signatures checked.
    /// The content is that of the block the message offers, if it offers one.
    case message(Algorithm.Message, content: [UInt8])
    case summary(Algorithm.Summary, from: ValidatorIndex)
    case blockRequest(Height, from: ValidatorIndex)
    case decidedBlock(Algorithm.Certificate, content: [UInt8], from: ValidatorIndex)
    case connected(ValidatorIndex)
    case evidence(EquivocationEvidence)
    // From the application's worker.
    case built(BlockPlace, BlockContent)
    case buildFailed(BlockPlace, reason: String)
    case buildAbandoned(BlockPlace)
    case verdict(BlockOffer, from: ValidatorIndex, OfferVerdict, reason: String?)
    case checkAbandoned(BlockOffer)
    /// This node could not check it; that says nothing of the block.
    case checkFailed(BlockOffer, reason: String)
    case committed(Algorithm.Certificate, isSynced: Bool)
    case commitFailed(Height, reason: String)
    case adoptionFailed(Height, from: ValidatorIndex, reason: String)
    case loaded(DecidedContent?, for: ValidatorIndex)
    /// This node could not read it; the peer will ask others.
    case loadFailed(Height, for: ValidatorIndex, reason: String)
    // From the node.
    case transactionsArrived
    case stop

    /// The bytes that the event holds, roughly, for the mailbox's bound.
    package var byteCount: Int {
        switch self {
        case .message(let message, let content): content.count + (message.offer == nil ? 512 : 1_024)
        case .decidedBlock(_, let content, _): content.count + 1_024
        default: 512
        }
    }
}
