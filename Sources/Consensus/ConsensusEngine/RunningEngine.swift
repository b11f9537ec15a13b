public import ConsensusWire
public import QuorumCertificates
public import ValidatorSigning
public import WriteAheadLog

/// A validator's engine as everyone sees it who does not care for the algorithm.
public protocol RunningEngine: Sendable {
    /// Where the engine is.
    var status: EngineStatus { get }
    /// The first frame to send on a new connection.
    var helloFrame: [UInt8] { get }
    /// The receiving end for a new connection to a peer.
    func makeInbox(for peer: ValidatorIndex) -> any PeerInbox
    /// Says that a block would no longer be empty.
    func transactionsArrived()
    /// Passes a transaction on to all peers.
    func gossipTransaction(_ bytes: [UInt8])
    /// Passes transactions on to one peer, as many of the first as its queue takes.
    func passTransactions(_ list: [[UInt8]], to peer: ValidatorIndex)
    /// Tells a peer, or all of them, what validators signed that they must not.
    func passEvidence(_ evidence: EquivocationEvidence, to peer: ValidatorIndex?)
    /// Restores the state and runs the engine on its own thread. Throws when the log or the application fails.
    func start<LogMedium: LogStorage, JournalMedium: LogStorage>(
        signer: sending ValidatorSigner<JournalMedium>?, log: sending RecordLog<LogMedium>, settings: EngineSettings,
        notify: @escaping @Sendable (EngineNotice) -> Void
    ) throws
    /// Stops, and returns when the engine's threads have ended: the application is not called any more. Does not wait when a
    /// notice or the application calls it, on one of those threads.
    func stop()
}
