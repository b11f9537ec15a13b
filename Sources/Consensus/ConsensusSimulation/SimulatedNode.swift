import ConsensusAlgorithms
import QuorumCertificates

/// One validator of a simulation: what survives a crash, and what does not.
struct SimulatedNode<Algorithm: ConsensusAlgorithm> {
    let index: ValidatorIndex
    // Durable.
    var decisions: [Algorithm.Certificate] = []
    /// Where the log begins.
    var snapshot = Algorithm.Snapshot(height: Height(1))
    var log: [ConsensusInput<Algorithm>] = []
    /// How many inputs of the log are on the disk for certain.
    var durableCount = 0
    // Volatile.
    var machine: Algorithm
    var isRunning = true
    /// Counts starts, so that timers of an earlier life are recognised.
    var life = 0

    init(index: ValidatorIndex, validators: ValidatorSet) {
        self.index = index
        machine = Algorithm(validators: validators, me: index, snapshot: snapshot)
    }
}

/// What nodes send each other.
enum SimulatedPacket<Algorithm: ConsensusAlgorithm> {
    case message(Algorithm.Message)
    case summary(Algorithm.Summary)
    case decision(Algorithm.Certificate)

    /// The height that the packet is about.
    var height: Height {
        switch self {
        case .message(let message): message.place.height
        case .summary(let summary): summary.height
        case .decision(let certificate): certificate.height
        }
    }
}

/// What happens in a simulation.
enum SimulatedEvent<Algorithm: ConsensusAlgorithm> {
    case deliver(SimulatedPacket<Algorithm>, from: Int, to: Int)
    case input(ConsensusInput<Algorithm>, node: Int, life: Int)
    case gossip(node: Int)
    case crash(node: Int)
    case restart(node: Int)
    case network(NetworkFault)
    case faultsEnd
}
