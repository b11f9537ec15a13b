import ConsensusAlgorithms
import QuorumCertificates

/// The votes of one kind in one round.
///
/// A validator that votes for several values counts for each of them, as in the paper, where rules look at the set
/// of all received messages: two quorums share a correct validator whatever the faulty ones sign. What is kept of
/// each validator is bounded.
struct VoteTally: Sendable {
    /// How many different votes of one validator are kept, outside of polkas that come with a proposal.
    static let distinctVotesMax = 2

    enum Outcome: Equatable {
        case added
        case known
        /// Added or refused, and in any case proof that the validator voted twice; holds its first vote.
        case conflicting(with: SignedVote)
    }

    private(set) var votes: [[SignedVote]]
    /// The weight of the validators that voted at all.
    private(set) var weightTotal: UInt64 = 0
    private var weightByValue: [BlockID?: UInt64] = [:]
    /// The block with the most weight, the first to reach it. A quorum can only be here.
    private(set) var leadingBlock: BlockID?

    init(validatorCount: Int) { votes = Array(repeating: [], count: validatorCount) }

    /// Adds a vote of a member. `isSupporting` lifts the bound, for votes that a proposal brought along.
    mutating func add(_ vote: SignedVote, weight: UInt64, isSupporting: Bool = false) -> Outcome {
        let index = vote.vote.validator.value
        guard votes.indices.contains(index) else { return .known }
        if votes[index].contains(where: { $0.vote.block == vote.vote.block }) { return .known }
        let first = votes[index].first
        if votes[index].count < VoteTally.distinctVotesMax || isSupporting {
            if first == nil { weightTotal += weight }
            votes[index].append(vote)
            weightByValue[vote.vote.block, default: 0] += weight
            if let block = vote.vote.block, leadingBlock.map({ self.weight(for: block) > self.weight(for: $0) }) ?? true
            {
                leadingBlock = block
            }
        }
        return first.map { .conflicting(with: $0) } ?? .added
    }

    /// The weight of the votes for a block, or for nil.
    func weight(for block: BlockID?) -> UInt64 { weightByValue[block] ?? 0 }

    /// The votes for a block, in the order of the committee.
    func votes(for block: BlockID) -> [SignedVote] {
        votes.compactMap { $0.first { $0.vote.block == block } }
    }

    /// The validators of whom a vote is known.
    var voters: ValidatorBitmap {
        var bitmap = ValidatorBitmap()
        for (index, list) in votes.enumerated() where !list.isEmpty { bitmap.insert(ValidatorIndex(index)) }
        return bitmap
    }
}
