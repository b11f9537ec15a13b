public import ConsensusAlgorithms
public import ConsensusWire
public import QuorumCertificates
import Synchronization
import Threading
public import ValidatorSigning
public import WriteAheadLog

/// A validator: an algorithm with its log, its signer, its timers, its peers and the application.
///
/// One thread owns all state and takes events from a bounded mailbox: messages of peers (checked on their links'
/// threads), answers of the application (from its worker thread), timers. Before a vote or a proposal is signed, the
/// inputs that led to it are on the disk; before the signature is sent, the signer's journal is. After a crash the
/// machine is restored from the log and can only repeat what it said.
///
/// ```swift
/// let engine = ValidatorEngine<TendermintMachine>(committee: committee, application: chain, links: network)
/// try engine.start(signer: signer, log: log, settings: EngineSettings(), notify: { print($0) })
/// ```
public final class ValidatorEngine<Algorithm: ConsensusAlgorithm>: RunningEngine {
    /// The committee of the chain.
    public let committee: Committee
    private let application: any ApplicationBlocks
    private let mailbox = Mailbox<EngineEvent<Algorithm>>(
        countMax: EngineLimits.waitingMax, byteCountMax: EngineLimits.waitingBytesMax)
    private let statusBox = Mutex(EngineStatus())
    private let links: any PeerLinks
    private let threads = Mutex<[JoinableThread]>([])

    /// A validator, not yet started.
    public init(committee: Committee, application: any ApplicationBlocks, links: any PeerLinks) {
        self.committee = committee
        self.application = application
        self.links = links
    }

    public var status: EngineStatus { statusBox.withLock { $0 } }

    public func makeInbox(for peer: ValidatorIndex) -> any PeerInbox {
        CheckingInbox<Algorithm>(committee: committee, application: application, peer: peer) { [self] in post($0) }
    }

    public var helloFrame: [UInt8] {
        PeerMessage<Algorithm>.hello(version: PeerMessage<Algorithm>.version, domain: committee.signingDomain).wireBytes
    }

    public func transactionsArrived() { post(.transactionsArrived) }

    public func gossipTransaction(_ bytes: [UInt8]) {
        guard (1...WireLimits.transactionBytesMax).contains(bytes.count) else { return }
        links.broadcast([PeerMessage<Algorithm>.transaction(bytes).wireBytes])
    }

    public func passTransactions(_ list: [[UInt8]], to peer: ValidatorIndex) {
        for bytes in list where (1...WireLimits.transactionBytesMax).contains(bytes.count) {
            links.send([PeerMessage<Algorithm>.transaction(bytes).wireBytes], to: peer)
        }
    }

    public func passEvidence(_ evidence: EquivocationEvidence, to peer: ValidatorIndex?) {
        let frames = [PeerMessage<Algorithm>.evidence(evidence).wireBytes]
        if let peer { links.send(frames, to: peer) } else { links.broadcast(frames) }
    }

    public func stop() {
        mailbox.post(.stop, mustKeep: true)
        let ending = threads.withLock { threads in
            if threads.contains(where: \.isCurrent) { return [JoinableThread]() }
            defer { threads = [] }
            return threads
        }
        for thread in ending { thread.join() }
    }

    deinit {
        for thread in threads.withLock({ $0 }) { thread.detach() }
    }

    public func start<LogMedium: LogStorage, JournalMedium: LogStorage>(
        signer: sending ValidatorSigner<JournalMedium>?, log: sending RecordLog<LogMedium>,
        settings: EngineSettings, notify: @escaping @Sendable (EngineNotice) -> Void
    ) throws {
        let worker = ApplicationWorker<Algorithm>(application, answers: mailbox)
        let loop = try EngineLoop(
            committee: committee, application: application, links: links, signer: signer, log: log, settings: settings,
            now: MonotonicClock.nowMillis, startJob: { worker.add($0) }, notify: notify)
        // Under the lock: a notice may call `stop` before this has returned, and `stop` must know its own thread.
        try threads.withLock { threads in
            let working = worker.start(onEnd: { [self] in statusBox.withLock { $0.hasStopped = true } })
            guard let working else { throw NoThread() }
            threads.append(working)
            guard let running = JoinableThread.start({ [self] in run(loop, worker) }) else {
                worker.stop()
                throw NoThread()
            }
            threads.append(running)
        }
    }

    /// The engine's thread.
    private func run<LogMedium: LogStorage, JournalMedium: LogStorage>(
        _ loop: EngineLoop<Algorithm, LogMedium, JournalMedium>, _ worker: ApplicationWorker<Algorithm>
    ) {
        var deadline = loop.begin(now: MonotonicClock.nowMillis)
        while loop.isRunning {
            deadline = loop.step(mailbox.take(until: deadline), now: MonotonicClock.nowMillis)
            let status = loop.status
            statusBox.withLock { $0 = status }
        }
        worker.stop()
    }

    private func post(_ event: EngineEvent<Algorithm>) { mailbox.post(event, byteCount: event.byteCount) }
}

/// The system gives the process no more threads.
struct NoThread: Error, CustomStringConvertible {
    var description: String { "the system gives this process no more threads" }
}
