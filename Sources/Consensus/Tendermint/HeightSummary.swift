public import ConsensusAlgorithms
public import QuorumCertificates

/// What a node tells its peers at regular intervals: where it is, and which messages of its round it has. Peers
/// answer with what is missing, so that a lost message is only late.
public struct HeightSummary: ConsensusSummary {
    /// The most proposals that a summary lists.
    static let proposalsMax = 16

    public let height: Height
    public let round: Round
    /// The blocks of the proposals known for `round`.
    public let proposals: [BlockID]
    public let prevotes: ValidatorBitmap
    public let precommits: ValidatorBitmap

    public init(
        height: Height, round: Round, proposals: [BlockID], prevotes: ValidatorBitmap, precommits: ValidatorBitmap
    ) {
        self.height = height
        self.round = round
        self.proposals = proposals
        self.prevotes = prevotes
        self.precommits = precommits
    }
}

extension TendermintMachine {
    /// The summary of this machine.
    public var summary: HeightSummary {
        let record = rounds[round]
        return HeightSummary(
            height: height, round: round, proposals: record?.proposals.map(\.proposal.block) ?? [],
            prevotes: record?.prevotes.voters ?? ValidatorBitmap(),
            precommits: record?.precommits.voters ?? ValidatorBitmap())
    }

    /// The messages of the peer's round, and of ours when we are ahead. Proposals come first. Bounded by what two rounds
    /// can hold.
    public func messages(missingFrom peer: HeightSummary) -> [TendermintMessage] {
        guard peer.height == height, step != .newHeight else { return [] }
        var messages: [TendermintMessage] = []
        for round in Set([peer.round, max(peer.round, self.round)]).sorted() {
            guard let record = rounds[round] else { continue }
            let isPeers = round == peer.round
            for proposal in record.proposals where !(isPeers && peer.proposals.contains(proposal.proposal.block)) {
                messages.append(.proposal(proposal))
            }
            for kind in VoteKind.allCases {
                let known = kind == .prevote ? peer.prevotes : peer.precommits
                for vote in record.tally(kind).votes.joined() where !(isPeers && known.contains(vote.vote.validator)) {
                    messages.append(.vote(vote))
                }
            }
        }
        return messages
    }
}
