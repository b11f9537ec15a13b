import ConsensusCore
import QuorumCertificates

/// One validator of a simulation: what survives a crash, and what does not.
struct SimulatedNode {
    /// A step that may be signed once.
    struct SigningStep: Hashable {
        let height: Height
        let round: Round
        /// Nil for a proposal.
        let kind: VoteKind?
    }

    let index: ValidatorIndex
    // Durable.
    var decisions: [QuorumCertificate] = []
    var log: [Input] = []
    /// How many inputs of the log are on the disk for certain.
    var durableCount = 0
    // Volatile.
    var machine: TendermintMachine
    var isRunning = true
    /// Counts starts, so that timers of an earlier life are recognised.
    var life = 0

    init(index: ValidatorIndex, validators: ValidatorSet) {
        self.index = index
        machine = TendermintMachine(validators: validators, me: index, height: Height(1))
    }
}

/// What nodes send each other.
enum SimulatedMessage {
    case input(Input)
    case summary(HeightSummary)
    case decision(QuorumCertificate)

    /// The height that the message is about.
    var height: Height {
        switch self {
        case .input(.proposal(let proposal)): proposal.proposal.height
        case .input(.vote(let vote)): vote.vote.height
        case .input: Height(0)
        case .summary(let summary): summary.height
        case .decision(let certificate): certificate.height
        }
    }
}

/// What happens in a simulation.
enum SimulatedEvent {
    case deliver(SimulatedMessage, from: Int, to: Int)
    case input(Input, node: Int, life: Int)
    case gossip(node: Int)
    case crash(node: Int)
    case restart(node: Int)
    case partition(Set<Int>)
    case heal
    case deafen(from: Int, to: Int, isDeaf: Bool)
    case faultsEnd
}
