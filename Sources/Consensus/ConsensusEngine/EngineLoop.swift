package import ConsensusAlgorithms
import ConsensusWire
package import QuorumCertificates
import Threading
package import ValidatorSigning
package import WriteAheadLog

/// The state of an engine, and what one step of it is: events and the time go in; messages to peers, work for the
/// application and the time of the next step come out. It has no clock and no thread.
///
/// `@unchecked Sendable`: made on the caller's thread, handed to the engine's thread, and only touched there.
package final class EngineLoop<Algorithm: ConsensusAlgorithm, LogMedium: LogStorage, JournalMedium: LogStorage>:
    @unchecked Sendable
{
    typealias Frame = PeerMessage<Algorithm>

    package let committee: Committee
    let application: any ApplicationBlocks
    let links: any PeerLinks
    /// Gives the application work, to be answered by an event.
    let startJob: @Sendable (ApplicationJob<Algorithm>) -> Void
    let signer: ValidatorSigner<JournalMedium>?
    let settings: EngineSettings
    let notify: @Sendable (EngineNotice) -> Void

    let me: ValidatorIndex?
    var log: RecordLog<LogMedium>
    package internal(set) var machine: Algorithm
    /// The time of this step, in milliseconds of a clock that does not go back.
    var now: Int
    /// Contents that came with offers and were not checked yet, a few of them for later heights. The first one for an offer
    /// stays: it is the one that is checked.
    var contents: [BlockOffer: [UInt8]] = [:]
    /// The digests of the contents of all offers of this height and, with those contents, of later ones.
    var digests: [BlockOffer: [UInt8]] = [:]
    /// Contents that the application accepted as these blocks, or built.
    var accepted: [BlockID: AcceptedContent] = [:]
    var timers: [(deadline: Int, timer: Algorithm.Timer)] = []
    /// The earliest of them.
    var firstTimer = Int.max
    /// The build that was asked for and still matters.
    var building: BuildUnderWay?
    /// The checks without an answer, in the order in which they were asked for.
    var checks: [CheckUnderWay] = []
    /// The block that is being committed; nothing else may be.
    var committing: BlockID?
    /// What the algorithm decided while a block of the same height was being adopted.
    var decision: Algorithm.Certificate?
    var heightBeganAt: Int
    var nextGossip: Int
    var peerHeights: [ValidatorIndex: Height] = [:]
    var syncDeadline: Int?
    var syncTurn = 0
    /// Peers that were asked for the block of this height and did not answer yet.
    var askedForBlock: Set<ValidatorIndex> = []
    /// Peers for which a block is being looked up.
    var loading: Set<ValidatorIndex> = []
    var streamNumber: UInt64 = 0
    /// When an offer was last repeated to a peer.
    var repeats: [OfferRepeat: Int] = [:]
    /// Nothing may be signed at this height.
    var isAbstaining = false
    /// The height at which this process began.
    let firstHeight: Height
    /// The key signs elsewhere too: nothing may be signed by this process any more.
    var isKeyElsewhere = false
    package internal(set) var isRunning = true

    /// A loop at the height after the application's last block. The log is read when it runs.
    package init(
        committee: Committee, application: any ApplicationBlocks, links: any PeerLinks,
        signer: ValidatorSigner<JournalMedium>?, log: RecordLog<LogMedium>, settings: EngineSettings, now: Int,
        startJob: @escaping @Sendable (ApplicationJob<Algorithm>) -> Void,
        notify: @escaping @Sendable (EngineNotice) -> Void
    ) throws {
        self.committee = committee
        self.application = application
        self.links = links
        self.startJob = startJob
        self.signer = signer
        self.settings = settings
        self.notify = notify
        self.log = log
        let height = try application.committedHeight().next
        firstHeight = height
        me = signer.flatMap { committee.index(ofVotingKey: $0.publicBytes) }
        machine = Algorithm(
            validators: committee.validators, me: me, snapshot: Algorithm.Snapshot(height: height))
        self.now = now
        heightBeganAt = now - settings.blockMillis
        nextGossip = now
    }

    /// Reads the log and does what was left undone. The first step.
    package func begin(now: Int) -> Int {
        self.now = now
        do { try restore() } catch { fail("write-ahead log: \(error)") }
        return nextDeadline
    }

    /// Handles what happened, and what is due at `now`. Returns when to come back if nothing happens before.
    package func step(_ events: [EngineEvent<Algorithm>], now: Int) -> Int {
        self.now = max(now, self.now)
        for event in events where isRunning { handle(event) }
        if isRunning { tick() }
        if isRunning { reviewWork() }
        return nextDeadline
    }

    /// How much the engine holds.
    package var holdings: EngineHoldings {
        EngineHoldings(
            contents: contents.count + accepted.count, checks: checks.count, neglectedChecks: neglectedChecks,
            timers: timers.count, logBytes: log.byteCount)
    }

    /// Where the engine is.
    package var status: EngineStatus {
        var status = EngineStatus()
        status.height = height
        status.round = machine.place.round
        status.peerHeight = credibleHeight
        return status
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
    package var height: Height { machine.place.height }

    var isCommitting: Bool { committing != nil }

    private func handle(_ event: EngineEvent<Algorithm>) {
        switch event {
        case .message(let message, let content): receive(message, content)
        case .summary(let summary, let peer): answer(summary, peer)
        case .connected(let peer): send(.summary(machine.summary), to: peer)
        case .blockRequest(let wanted, let peer): load(wanted, for: peer)
        case .loaded(let block, let peer): deliver(block, to: peer)
        case .loadFailed(let height, let peer, let reason):
            loading.remove(peer)
            notify(.loadFailed(height, peer: peer, reason: reason))
        case .decidedBlock(let certificate, let content, let peer): adopt(certificate, content, from: peer)
        case .built(let place, let built):
            endBuild(place)
            if place.height >= height {
                accepted[built.block] = AcceptedContent(height: place.height, bytes: built.content)
                feed(.built(BlockOffer(place: place, block: built.block)), content: built.content)
            }
        case .buildAbandoned(let place): endBuild(place)
        case .checkAbandoned(let offer): shelve(offer)
        case .checkFailed(let offer, let reason):
            // Another offer of the block, in a later round, is checked anew; this one ends by its timeout.
            checks.removeAll { $0.offer == offer }
            notify(.checkFailed(offer.place.height, offer.place.round, reason: reason))
        case .buildFailed(let place, let reason):
            endBuild(place)
            notify(.buildFailed(place.height, place.round, reason: reason))
        case .verdict(let offer, let sender, let verdict, let reason):
            receiveVerdict(offer, from: sender, verdict, reason)
        case .committed(let certificate, let isSynced): advance(past: certificate, isSynced)
        case .commitFailed(let height, let reason): fail("block \(height) could not be stored: \(reason)")
        case .adoptionFailed(let height, let peer, let reason):
            notify(.syncFailed(height, peer: peer, reason: reason))
            committing = nil
            // It is asked again when it says once more where it is; others are first.
            peerHeights[peer] = nil
            if let decision { commit(decision) }
        case .evidence(let evidence): receive(evidence)
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
            if offer.place.height == height || earlyCount < EngineLimits.earlyContentsMax {
                contents[offer] = content
                noteDigest(offer, content)
            }
        }
        feed(.message(message), content: content)
    }

    func receiveVerdict(
        _ offer: BlockOffer, from sender: ValidatorIndex, _ verdict: OfferVerdict, _ reason: String?
    ) {
        checks.removeAll { $0.offer == offer }
        guard offer.place.height >= height else { return }
        let content = contents.removeValue(forKey: offer)
        if let reason {
            notify(.proposalRefused(offer.place.height, offer.place.round, proposer: sender, reason: reason))
        }
        if verdict != .invalid, let content, accepted[offer.block] == nil {
            accepted[offer.block] = AcceptedContent(height: offer.place.height, bytes: content)
        }
        feed(.verdict(offer, verdict))
    }
}

/// What an engine holds: all of it is bounded at every height.
package struct EngineHoldings: Sendable {
    /// Contents of blocks.
    package let contents: Int
    /// Checks without an answer.
    package let checks: Int
    /// Those of them that are wanted and not under way: none after a step.
    package let neglectedChecks: Int
    package let timers: Int
    /// The length of the log.
    package let logBytes: Int
}

/// The content of a block that the application accepted, or built.
struct AcceptedContent {
    let height: Height
    let bytes: [UInt8]
}
