import ConsensusCore
import ConsensusWire
import QuorumCertificates
import ValidatorSigning
import WriteAheadLog

/// The state of an engine.
///
/// `@unchecked Sendable`: made on the caller's thread, handed to the engine's thread, and only touched there.
final class EngineLoop<LogMedium: LogStorage, JournalMedium: LogStorage>: @unchecked Sendable {
    let engine: ValidatorEngine
    let links: any PeerLinks
    let worker: ApplicationWorker
    let signer: ValidatorSigner<JournalMedium>?
    let settings: EngineSettings
    let notify: @Sendable (EngineNotice) -> Void

    var log: RecordLog<LogMedium>
    var machine: TendermintMachine
    /// Contents that came with proposals of the current height and were not checked yet. The first one for a block
    /// in a round stays: it is the one that is checked.
    var contents: [OfferedBlock: [UInt8]] = [:]
    /// Contents that the application accepted as these blocks, or built.
    var accepted: [BlockID: [UInt8]] = [:]
    var timers: [(deadline: Int, timeout: Timeout)] = []
    /// A block is being committed; nothing else may be.
    var isCommitting = false
    /// What the core decided while a block of the same height was being adopted.
    var decision: QuorumCertificate?
    var heightBeganAt: Int
    var nextGossip: Int
    var peerHeights: [ValidatorIndex: Height] = [:]
    var syncDeadline: Int?
    var syncTurn = 0
    var streamNumber: UInt64 = 0
    /// When a proposal was last repeated to a peer.
    var repeats: [ProposalRepeat: Int] = [:]
    /// Contents of proposals for the next height, a few.
    var earlyContents: [OfferedBlock: [UInt8]] = [:]
    var isRunning = true

    /// A loop at the height after the application's last block. The log is read when it runs.
    init(
        engine: ValidatorEngine, links: any PeerLinks, worker: ApplicationWorker,
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
        let me = signer.flatMap { engine.committee.index(ofVotingKey: $0.publicBytes) }
        machine = TendermintMachine(validators: engine.committee.validators, me: me, height: height)
        let now = EngineThread.nowMillis
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
            status.height = machine.height
            status.round = machine.round
            status.step = machine.step
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

    private func handle(_ event: EngineEvent) {
        switch event {
        case .vote(let vote): feed(.vote(vote))
        case .proposal(let proposal, let content): receive(proposal, content)
        case .summary(let summary, let peer): answer(summary, peer)
        case .connected(let peer): send(.summary(machine.summary), to: peer)
        case .blockRequest(let height, let peer):
            if height < machine.height { worker.add(.load(height, for: peer)) }
        case .loaded(let block, let peer):
            send(.decidedBlock(block.certificate, content: block.content), to: peer)
        case .decidedBlock(let certificate, let content, let peer): adopt(certificate, content, from: peer)
        case .built(let height, let round, let built):
            if height == machine.height {
                accepted[built.block] = built.content
                feed(.built(height: height, round: round, block: built.block), content: built.content)
            }
        case .buildFailed(let height, let round, let reason): notify(.buildFailed(height, round, reason: reason))
        case .verdict(let proposal, let failure): receiveVerdict(proposal, failure)
        case .committed(let height, let certificate, let isSynced): advance(height, certificate, isSynced)
        case .commitFailed(let height, let reason): fail("block \(height) could not be stored: \(reason)")
        case .adoptionFailed(let height, let peer, let reason):
            notify(.syncFailed(height, peer: peer, reason: reason))
            isCommitting = false
            if let decision { commit(decision) }
        case .transactionsArrived: break
        case .stop: isRunning = false
        }
    }

    private func receive(_ proposal: SignedProposal, _ content: [UInt8]) {
        let offer = proposal.proposal
        guard machine.isNews(.proposal(proposal)) else { return }
        let key = OfferedBlock(round: offer.round, block: offer.block)
        if offer.height == machine.height {
            if accepted[offer.block] == nil, contents[key] == nil { contents[key] = content }
        } else if earlyContents.count < EngineLimits.earlyContentsMax, earlyContents[key] == nil {
            earlyContents[key] = content
        }
        feed(.proposal(proposal), content: content)
    }

    func receiveVerdict(_ proposal: Proposal, _ failure: String?) {
        guard proposal.height == machine.height else { return }
        let content = contents.removeValue(forKey: OfferedBlock(round: proposal.round, block: proposal.block))
        if let failure {
            notify(
                .invalidProposal(proposal.height, proposal.round, proposer: proposal.proposer, reason: failure))
        } else if let content, accepted[proposal.block] == nil {
            accepted[proposal.block] = content
        }
        feed(
            .verdict(
                height: proposal.height, round: proposal.round, block: proposal.block, isValid: failure == nil))
    }
}
