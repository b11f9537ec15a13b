import ConsensusAlgorithms
import ConsensusWire
import QuorumCertificates
import Threading
import ValidatorSigning
import WriteAheadLog

/// The state of an engine.
///
/// `@unchecked Sendable`: made on the caller's thread, handed to the engine's thread, and only touched there.
final class EngineLoop<Algorithm: ConsensusAlgorithm, LogMedium: LogStorage, JournalMedium: LogStorage>:
    @unchecked Sendable
{
    typealias Frame = PeerMessage<Algorithm>

    let engine: ValidatorEngine<Algorithm>
    let links: any PeerLinks
    let worker: ApplicationWorker<Algorithm>
    let signer: ValidatorSigner<JournalMedium>?
    let settings: EngineSettings
    let notify: @Sendable (EngineNotice) -> Void

    let me: ValidatorIndex?
    var log: RecordLog<LogMedium>
    var machine: Algorithm
    /// Contents that came with offers and were not checked yet, a few of them for later heights. The first one for an offer
    /// stays: it is the one that is checked.
    var contents: [BlockOffer: [UInt8]] = [:]
    /// Contents that the application accepted as these blocks, or built.
    var accepted: [BlockID: AcceptedContent] = [:]
    var timers: [(deadline: Int, timer: Algorithm.Timer)] = []
    /// A block is being committed; nothing else may be.
    var isCommitting = false
    /// What the algorithm decided while a block of the same height was being adopted.
    var decision: Algorithm.Certificate?
    var heightBeganAt: Int
    var nextGossip: Int
    var peerHeights: [ValidatorIndex: Height] = [:]
    var syncDeadline: Int?
    var syncTurn = 0
    var streamNumber: UInt64 = 0
    /// When an offer was last repeated to a peer.
    var repeats: [OfferRepeat: Int] = [:]
    /// Nothing may be signed at this height.
    var isAbstaining = false
    /// The key signs elsewhere too: nothing may be signed by this process any more.
    var isKeyElsewhere = false
    var isRunning = true

    /// A loop at the height after the application's last block. The log is read when it runs.
    init(
        engine: ValidatorEngine<Algorithm>, links: any PeerLinks, worker: ApplicationWorker<Algorithm>,
        signer: ValidatorSigner<JournalMedium>?, log: RecordLog<LogMedium>, settings: EngineSettings,
        notify: @escaping @Sendable (EngineNotice) -> Void
    ) throws {
        self.engine = engine
        self.links = links
        self.worker = worker
        self.signer = signer
        self.settings = settings
        self.notify = notify
        self.log = log
        let height = try engine.application.committedHeight().next
        me = signer.flatMap { engine.committee.index(ofVotingKey: $0.publicBytes) }
        machine = Algorithm(
            validators: engine.committee.validators, me: me, snapshot: Algorithm.Snapshot(height: height))
        let now = MonotonicClock.nowMillis
        heightBeganAt = now - settings.blockMillis
        nextGossip = now
    }

    /// Runs until stopped.
    func run() {
        do { try restore() } catch { fail("write-ahead log: \(error)") }
        while isRunning {
            let events = engine.mailbox.take(until: nextDeadline)
            for event in events where isRunning { handle(event) }
            if isRunning { tick() }
            var status = EngineStatus()
            status.height = height
            status.round = machine.place.round
            status.peerHeight = credibleHeight
            engine.publish(status)
        }
        worker.add(.stop)
    }

    /// The highest height that more than a third of the weight reports, so that no single peer can make it up.
    private var credibleHeight: Height {
        var weight: UInt64 = 0
        for (peer, height) in peerHeights.sorted(by: { $0.value > $1.value }) {
            weight += machine.validators.weight(of: peer)
            if machine.validators.includesCorrect(weight) { return height }
        }
        return Height(0)
    }

    /// Stops for good: to go on without a log or without the chain's storage would be to risk a contradiction.
    func fail(_ reason: String) {
        isRunning = false
        notify(.fatal(reason: reason))
    }

    /// The height being decided.
    var height: Height { machine.place.height }

    private func handle(_ event: EngineEvent<Algorithm>) {
        switch event {
        case .message(let message, let content): receive(message, content)
        case .summary(let summary, let peer): answer(summary, peer)
        case .connected(let peer): send(.summary(machine.summary), to: peer)
        case .blockRequest(let wanted, let peer):
            if wanted < height { worker.add(.load(wanted, for: peer)) }
        case .loaded(let block, let peer):
            links.send(
                [Frame.decidedBlockBytes(certificate: block.certificate, content: block.content)], to: peer)
        case .decidedBlock(let certificate, let content, let peer): adopt(certificate, content, from: peer)
        case .built(let place, let built):
            if place.height >= height {
                accepted[built.block] = AcceptedContent(height: place.height, bytes: built.content)
                feed(.built(BlockOffer(place: place, block: built.block)), content: built.content)
            }
        case .buildFailed(let place, let reason): notify(.buildFailed(place.height, place.round, reason: reason))
        case .verdict(let offer, let sender, let verdict, let reason):
            receiveVerdict(offer, from: sender, verdict, reason)
        case .committed(let certificate, let isSynced): advance(past: certificate, isSynced)
        case .commitFailed(let height, let reason): fail("block \(height) could not be stored: \(reason)")
        case .adoptionFailed(let height, let peer, let reason):
            notify(.syncFailed(height, peer: peer, reason: reason))
            isCommitting = false
            if let decision { commit(decision) }
        case .transactionsArrived: break
        case .stop: isRunning = false
        }
    }

    private func receive(_ message: Algorithm.Message, _ content: [UInt8]) {
        noteOwnKey(message)
        guard machine.isNews(.message(message)) else { return }
        if let offer = message.offer, accepted[offer.block] == nil, contents[offer] == nil, offer.place.height >= height
        {
            let earlyCount = contents.count { $0.key.place.height > height }
            if offer.place.height == height || earlyCount < EngineLimits.earlyContentsMax { contents[offer] = content }
        }
        feed(.message(message), content: content)
    }

    func receiveVerdict(
        _ offer: BlockOffer, from sender: ValidatorIndex, _ verdict: OfferVerdict, _ reason: String?
    ) {
        guard offer.place.height >= height else { return }
        let content = contents.removeValue(forKey: offer)
        if let reason {
            notify(.invalidProposal(offer.place.height, offer.place.round, proposer: sender, reason: reason))
        }
        if verdict != .invalid, let content, accepted[offer.block] == nil {
            accepted[offer.block] = AcceptedContent(height: offer.place.height, bytes: content)
        }
        feed(.verdict(offer, verdict))
    }
}

/// The content of a block that the application accepted, or built.
struct AcceptedContent {
    let height: Height
    let bytes: [UInt8]
}
