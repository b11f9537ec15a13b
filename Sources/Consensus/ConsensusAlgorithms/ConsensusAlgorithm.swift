public import QuorumCertificates

/// A consensus algorithm as everything around it sees it: the engine, its log, the signer and the simulation are generic
/// over this protocol and name no algorithm.
///
/// An algorithm is a value and a pure state machine: no clock, disk, keys, sockets or randomness. The order of its inputs
/// alone determines its state, so a snapshot and a log of inputs restore it. It trusts its shell to pass on only messages
/// whose signatures hold, and nobody else: inputs that are old, foreign or hostile change nothing and never trap.
public protocol ConsensusAlgorithm: Sendable {
    /// What validators send each other, signed.
    associatedtype Message: ConsensusMessage
    /// What a validator may sign: a message before it has its signature.
    associatedtype Statement: ConsensusStatement where Statement.Message == Message
    /// Names a timer; the shell runs it and hands it back when it is over.
    associatedtype Timer: WireCodable & Hashable & Sendable
    /// Why a block is final.
    associatedtype Certificate: FinalityCertificate
    /// What a node tells its peers at regular intervals, so that they send what it lacks.
    associatedtype Summary: ConsensusSummary
    /// Where a log begins. A machine made from a snapshot goes on exactly as the one it was taken from: what is left out
    /// here is what a restart forgets.
    associatedtype Snapshot: ConsensusSnapshot

    typealias Input = ConsensusInput<Self>
    typealias Effect = ConsensusEffect<Self>

    /// The name in a chain's configuration.
    static var name: String { get }

    /// A machine at a snapshot; `me` is nil for a node that only listens.
    init(validators: ValidatorSet, me: ValidatorIndex?, snapshot: Snapshot)

    /// Handles one input and returns what is to be done, in order.
    mutating func step(_ input: Input) -> [Effect]
    /// Those of the effects of a replayed log that are still to be done: statements without a signed message, checks and
    /// builds without an answer, timers that still matter, a decision. The machine is in the state after the log.
    func outstanding(_ effects: [Effect], after inputs: [Input]) -> [Effect]
    /// Goes on after a block was stored with its certificate. The shell cuts the log back to `snapshot`, then hands in
    /// the returned inputs, which came early, one by one through the log.
    mutating func advance(past certificate: Certificate, validators: ValidatorSet) -> [Input]

    /// Whether an input could change anything: gossip repeats a lot, and what is known needs no record.
    func isNews(_ input: Input) -> Bool
    /// Whether an input changes what a restart must come back to. One that is only put aside until `advance` does not.
    func isLogged(_ input: Input) -> Bool

    /// Whether the block that `ConsensusEffect.build` asked for still matters. Once it does not, it never does again.
    func wantsBuild(_ place: BlockPlace) -> Bool
    /// Whether the answer to `ConsensusEffect.check` matters now. It may come to matter again.
    func wantsVerdict(_ offer: BlockOffer) -> Bool

    /// The height being decided, and the round the machine is in.
    var place: BlockPlace { get }
    /// The members that vote on it.
    var validators: ValidatorSet { get }
    /// Whether the machine waits for `ConsensusInput.begin`.
    var isWaitingToBegin: Bool { get }
    /// The earliest position at which this machine, and any restored from its log, may still sign.
    var firstPosition: SigningPosition { get }
    var snapshot: Snapshot { get }
    var summary: Summary { get }
    /// The messages that a peer with this summary lacks, of a bounded number.
    func messages(missingFrom peer: Summary) -> [Message]

    /// How long a timer runs, in milliseconds.
    static func millis(_ timer: Timer, in times: RoundTimes) -> Int
}

extension ConsensusAlgorithm {
    public func wantsBuild(_ place: BlockPlace) -> Bool { place.height == self.place.height }

    public func wantsVerdict(_ offer: BlockOffer) -> Bool { offer.place.height == place.height }

    /// Brings a machine that was just made from the log's snapshot to where the log ends.
    public mutating func replay(_ inputs: [Input]) -> ReplayedLog<Self> {
        var effects: [Effect] = []
        for input in inputs { effects += step(input) }
        let statements = effects.compactMap { effect in
            if case .sign(let statement) = effect { statement } else { nil }
        }
        return ReplayedLog(statements: statements, outstanding: outstanding(effects, after: inputs))
    }
}

/// What a replayed log led to.
public struct ReplayedLog<Algorithm: ConsensusAlgorithm>: Sendable {
    /// Everything that the machine wanted signed on the way, in order.
    public let statements: [Algorithm.Statement]
    /// What is still to be done.
    public let outstanding: [Algorithm.Effect]
}
