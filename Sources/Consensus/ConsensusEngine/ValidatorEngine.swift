import ConsensusWire
public import QuorumCertificates
import Synchronization
public import ValidatorSigning
public import WriteAheadLog

/// A validator: the core with its log, its signer, its timers, its peers and the application.
///
/// One thread owns all state and takes events from a bounded mailbox: messages of peers (checked on their links'
/// threads), answers of the application (from its worker thread), timers. Before a vote or a proposal is signed, the
/// inputs that led to it are on the disk; before the signature is sent, the signer's journal is. After a crash the
/// core is restored from the log and can only repeat what it said.
///
/// ```swift
/// let engine = try ValidatorEngine(committee: committee, signer: signer, log: log, application: chain, links: network, …)
/// engine.start()
/// ```
public final class ValidatorEngine: Sendable {
    /// The committee of the chain.
    public let committee: Committee
    let application: any ApplicationBlocks
    let mailbox = Mailbox<EngineEvent>(countMax: 20_000, byteCountMax: 128 << 20)
    private let statusBox = Mutex(EngineStatus())
    private let links: any PeerLinks

    /// A validator, not yet started. `me` is its place in the committee, nil for a node that only follows.
    public init(
        committee: Committee, application: any ApplicationBlocks, links: any PeerLinks
    ) {
        self.committee = committee
        self.application = application
        self.links = links
    }

    /// Where the engine is.
    public var status: EngineStatus { statusBox.withLock { $0 } }

    /// The receiving end for a new connection to a peer.
    public func makeInbox(for peer: ValidatorIndex) -> PeerInbox {
        post(.connected(peer))
        return PeerInbox(engine: self, peer: peer)
    }

    /// The first frame to send on a new connection.
    public var helloFrame: [UInt8] {
        PeerMessage.hello(version: PeerMessage.version, chainID: committee.chainID).wireBytes
    }

    /// Says that a block would no longer be empty.
    public func transactionsArrived() { post(.transactionsArrived) }

    /// Passes a transaction on to all peers.
    public func gossipTransaction(_ bytes: [UInt8]) {
        guard (1...WireLimits.transactionBytesMax).contains(bytes.count) else { return }
        links.broadcast([PeerMessage.transaction(bytes).wireBytes])
    }

    /// Stops soon: nothing is signed or sent after the engine has taken this from its mailbox. The status says when.
    public func stop() { mailbox.post(.stop, mustKeep: true) }

    /// Restores the state and runs the engine on its own thread. Throws when the log or the application fails.
    public func start<LogMedium: LogStorage, JournalMedium: LogStorage>(
        signer: sending ValidatorSigner<JournalMedium>?, log: sending RecordLog<LogMedium>,
        settings: EngineSettings = EngineSettings(), notify: @escaping @Sendable (EngineNotice) -> Void = { _ in }
    ) throws {
        let worker = ApplicationWorker(application, answers: mailbox)
        let loop = try EngineLoop(
            engine: self, links: links, worker: worker, signer: signer, log: log, settings: settings, notify: notify)
        guard worker.start(onEnd: { [self] in statusBox.withLock { $0.hasStopped = true } }),
            EngineThread.start({ loop.run() })
        else {
            throw LogError.system(call: "pthread_create", code: 0)
        }
    }

    func post(_ event: EngineEvent) { mailbox.post(event, byteCount: event.byteCount) }

    func publish(_ status: EngineStatus) { statusBox.withLock { $0 = status } }
}
