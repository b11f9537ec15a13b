import ConsensusAlgorithms
import ConsensusEngine
import ConsensusWire
import Foundation
import QuorumCertificates
import Synchronization
import Tendermint
import Testing
import ValidatorSigning
import WriteAheadLog

/// Validator 0 of four, the others played by a test: it says what they send and sees what validator 0 answers.
final class LoneEngine {
    typealias Frame = PeerMessage<TendermintMachine>

    /// What the engine sent.
    final class Links: PeerLinks {
        let votes = Mutex<[Vote]>([])
        /// Heights that were asked for.
        let requests = Mutex<[Height]>([])

        func broadcast(_ frames: [[UInt8]]) { note(frames) }
        func send(_ frames: [[UInt8]], to peer: ValidatorIndex) { note(frames) }

        private func note(_ frames: [[UInt8]]) {
            for frame in frames {
                if case .blockRequest(let height)? = try? Frame(wireBytes: frame) {
                    requests.withLock { $0.append(height) }
                }
                guard case .message(.vote(let signed))? = try? Frame(wireBytes: frame) else { continue }
                votes.withLock { if $0.last != signed.vote { $0.append(signed.vote) } }
            }
        }
    }

    let committee: Committee
    let chain = MemoryChain(name: 0)
    let log = MemoryMedium(), journal = MemoryMedium()
    let notices = Notices()
    private(set) var links = Links()
    private var engine: ValidatorEngine<TendermintMachine>?
    private var inbox: (any PeerInbox)?

    final class Notices: Sendable { let list = Mutex<[EngineNotice]>([]) }

    init() throws { committee = try MemoryCluster<TendermintMachine>().committee }

    deinit { engine?.stop() }

    /// Starts the engine anew, from its log, its journal and its chain.
    func start() throws {
        links = Links()
        notices.list.withLock { $0 = [] }
        var settings = EngineSettings()
        settings.blockMillis = 3_600_000
        settings.emptyBlockMillis = 3_600_000
        // Nothing happens but what the test sends.
        let never = RisingTime(base: 3_600_000, delta: 0, max: 3_600_000)
        settings.rounds = RoundTimes(proposal: never, votes: never)
        let engine = ValidatorEngine<TendermintMachine>(committee: committee, application: chain, links: links)
        let signer = ValidatorSigner(
            key: try MemoryKeys.key(0), journal: try journal.journal(), domain: committee.signingDomain)
        try engine.start(signer: signer, log: try RecordLog(log, recordBytesMax: 4 << 20), settings: settings) {
            [notices] notice in notices.list.withLock { $0.append(notice) }
        }
        let inbox = engine.makeInbox(for: ValidatorIndex(1))
        try inbox.receive(engine.helloFrame)
        (self.engine, self.inbox) = (engine, inbox)
    }

    /// Records that the log holds.
    var recordCount: Int { (try? RecordLog(MemoryMedium(copying: log), recordBytesMax: 4 << 20).recovered.count) ?? 0 }

    /// A frame from validator 1.
    func receive(_ frame: [UInt8]) throws(PeerMisbehaviour) { try inbox?.receive(frame) }

    func stop() {
        engine?.stop()
        engine = nil
    }

    /// A content, and the block it makes at a height.
    func content(_ name: UInt8, _ height: UInt64 = 1) throws -> (content: [UInt8], block: BlockID) {
        ([0xaa, name], try MemoryChain.id(height: Height(height), content: [0xaa, name]))
    }

    /// The proposer of a round offers a content.
    func propose(_ name: UInt8, height: UInt64 = 1, round: UInt32 = 0) throws {
        let (content, block) = try content(name, height)
        let proposer = committee.validators.proposer(height: Height(height), round: Round(round))
        let proposal = Proposal(
            height: Height(height), round: Round(round), validRound: nil, block: block, proposer: proposer)
        let bytes = SigningBytes.of(
            proposal, contentDigest: try SHA256Digest.of(content), domain: committee.signingDomain)
        let signed = SignedProposal(
            proposal: proposal, signature: try MemoryKeys.key(proposer.value).sign(bytes), polka: [])
        for piece in StreamMessage<TendermintMachine>.pieces(of: .proposal(signed), content: content, streamNumber: 1) {
            try inbox?.receive(Frame.stream(piece).wireBytes)
        }
    }

    /// Validators 1 and 2 vote.
    func vote(_ kind: VoteKind, _ block: BlockID?, height: UInt64 = 1, round: UInt32 = 0, by voters: [Int] = [1, 2])
        throws
    {
        for voter in voters {
            let vote = Vote(
                kind: kind, height: Height(height), round: Round(round), block: block, validator: ValidatorIndex(voter))
            let signature = try MemoryKeys.key(voter).sign(SigningBytes.of(vote, domain: committee.signingDomain))
            try inbox?.receive(Frame.message(.vote(SignedVote(vote: vote, signature: signature))).wireBytes)
        }
    }

    /// Validator 1 says that it is at a height.
    func say(height: UInt64) throws {
        let summary = HeightSummary(
            height: Height(height), round: .zero, proposals: [], prevotes: ValidatorBitmap(),
            precommits: ValidatorBitmap())
        try inbox?.receive(Frame.summary(summary).wireBytes)
    }

    /// Validator 1 sends a block that validators 1 to 3 decided, with a content of its own choice.
    func sendDecided(_ block: BlockID, content: [UInt8], height: UInt64 = 1) throws {
        let signatures = try (1...3).map { voter in
            let vote = Vote(
                kind: .precommit, height: Height(height), round: .zero, block: block, validator: ValidatorIndex(voter))
            return QuorumCertificate.Signature(
                validator: ValidatorIndex(voter),
                bytes: try MemoryKeys.key(voter).sign(SigningBytes.of(vote, domain: committee.signingDomain)))
        }
        let certificate = QuorumCertificate(height: Height(height), round: .zero, block: block, signatures: signatures)
        try inbox?.receive(Frame.decidedBlock(certificate, content: content).wireBytes)
    }

    /// Waits for a vote of validator 0, and returns all of its votes up to there.
    func votes(until kind: VoteKind, _ height: UInt64, _ round: UInt32) throws -> [Vote] {
        let found = waitFor {
            links.votes.withLock { votes in
                votes.contains { $0.kind == kind && $0.height.value == height && $0.round.value == round }
            }
        }
        #expect(found, "no \(kind) at height \(height), round \(round)")
        return links.votes.withLock { $0 }
    }

    /// Waits until the engine is in a round, or at a later height.
    func waitForPlace(_ height: UInt64, _ round: UInt32) -> Bool {
        waitFor {
            engine.map { ($0.status.height.value, $0.status.round.value) >= (height, round) } ?? false
        }
    }

    func waitFor(_ condition: () -> Bool) -> Bool {
        let end = Date().addingTimeInterval(60)
        while Date() < end {
            if condition() { return true }
            Thread.sleep(forTimeInterval: 0.002)
        }
        return condition()
    }
}
