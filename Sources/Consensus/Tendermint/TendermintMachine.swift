public import ConsensusAlgorithms
public import QuorumCertificates

/// Tendermint, as in algorithm 1 of "The latest gossip on BFT consensus" (arXiv 1807.04938), for one validator.
///
/// A pure state machine: `step` takes one input and returns effects; no clock, no disk, no keys, no randomness. The
/// same inputs in the same order always give the same state and effects, which is what the write-ahead log and the
/// simulator rely on.
///
/// What differs from the paper, and why it is safe:
/// - A round ends early when more than a third of the weight is in any later rounds, not all in the same one: at
///   least one correct validator is there. Skipping rounds never touches safety.
/// - "valid(v)" arrives as an input, because executing a block takes long. Until then the rules that need it wait;
///   a block once found valid stays so for the height.
/// - Rules 36 and 49 look for a block known to be valid, not for the proposal of that round: the id names the content.
/// - A block is also judged by its time, as in Tendermint's proposer-based timestamps: a proposal without a valid round
///   (a new block) that is `untimely` gets a nil prevote, anew in every round. One with a valid round had a quorum of
///   prevotes, so that correct validators found it timely; it, and a decision, are not judged by this node's clock.
/// - A height waits in `newHeight` until it is begun: by the shell's clock, by the proposal of round 0, or by votes
///   of more than a third of the weight.
public struct TendermintMachine: ConsensusAlgorithm {
    /// Where in its round the machine is.
    public enum Step: UInt8, Hashable, Sendable, Comparable {
        case newHeight, propose, prevote, precommit, decided

        public static func < (a: Step, b: Step) -> Bool { a.rawValue < b.rawValue }
    }

    /// A block with the round it got its quorum of prevotes in.
    struct Polka: Hashable, Sendable {
        let block: BlockID
        let round: Round
    }

    /// Votes and proposals are kept for this many rounds ahead. Farther votes only count for skipping.
    public static let roundsAheadMax: UInt32 = 16

    public let me: ValidatorIndex?
    public internal(set) var validators: ValidatorSet
    public internal(set) var height: Height
    public internal(set) var round = Round.zero
    public internal(set) var step = Step.newHeight

    var locked: Polka?
    var valid: Polka?
    var rounds: [Round: RoundRecord] = [:]
    var validBlocks: Set<BlockID> = []
    /// Rounds and blocks with a quorum of precommits, waiting for the block to be known as valid.
    var decidable: [Polka] = []
    /// The highest round each validator was heard in.
    var latestRounds: [Round?]
    var hasAskedForBuild = false
    /// Votes and proposals of the next height, kept because peers may be a moment ahead.
    var early = EarlyMessages()

    public static let name = "tendermint"

    public init(validators: ValidatorSet, me: ValidatorIndex?, snapshot: HeightSnapshot) {
        self.validators = validators
        self.me = me
        height = snapshot.height
        latestRounds = Array(repeating: nil, count: validators.count)
    }

    public mutating func step(_ input: Input) -> [Effect] {
        var effects: [Effect] = []
        switch input {
        case .begin(let begun):
            if begun == height, step == .newHeight { startRound(.zero, &effects) }
        case .message(.proposal(let proposal)): receive(proposal, &effects)
        case .message(.vote(let vote)): receive(vote, isSupporting: false, &effects)
        case .built(let offer): receiveBuilt(offer, &effects)
        case .verdict(let offer, let verdict):
            if offer.place.height == height { receiveVerdict(offer.place.round, offer.block, verdict) }
        case .timer(let timeout): receive(timeout, &effects)
        }
        applyRules(&effects)
        return effects
    }

    /// Goes on with the next height, after the decision, or after a decided block came from elsewhere. The messages for it
    /// that came early are returned. (Were they applied here, a restart from the log would not know them, and could vote
    /// differently.)
    public mutating func advance(past certificate: QuorumCertificate, validators: ValidatorSet) -> [Input] {
        height = certificate.height.next
        self.validators = validators
        round = .zero
        step = .newHeight
        locked = nil
        valid = nil
        rounds = [:]
        validBlocks = []
        decidable = []
        latestRounds = Array(repeating: nil, count: validators.count)
        hasAskedForBuild = false
        return early.take(height).map(Input.message)
    }

    /// The proposer of the round the machine is in.
    public var proposer: ValidatorIndex { validators.proposer(height: height, round: round) }
}

extension TendermintMachine {
    public typealias Message = TendermintMessage
    public typealias Statement = TendermintStatement
    public typealias Timer = Timeout
    public typealias Certificate = QuorumCertificate
    public typealias Summary = HeightSummary
    public typealias Snapshot = HeightSnapshot

    public var place: BlockPlace { BlockPlace(height: height, round: round) }
    public var isWaitingToBegin: Bool { step == .newHeight }
    public var firstPosition: SigningPosition { SigningPosition(major: height.value, round: .zero, step: 0) }
    public var snapshot: HeightSnapshot { HeightSnapshot(height: height) }

    /// The blocks proposed so far at this height, in the order of their rounds.
    package var proposedBlocks: [BlockID] {
        rounds.keys.sorted().flatMap { rounds[$0]?.proposals.map(\.proposal.block) ?? [] }
    }
}
