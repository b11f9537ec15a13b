import ConsensusAlgorithms
import QuorumCertificates
import Threading

/// The one thread that calls the application, so that executing blocks never holds up votes. Answers go back to the
/// engine's mailbox.
final class ApplicationWorker<Algorithm: ConsensusAlgorithm>: Sendable {
    enum Job: Sendable {
        case build(BlockPlace)
        case check(BlockOffer, from: ValidatorIndex, content: [UInt8])
        case commit(Algorithm.Certificate, content: [UInt8])
        /// Check and commit a block that the network decided without this node.
        case adopt(Algorithm.Certificate, content: [UInt8], from: ValidatorIndex)
        case load(Height, for: ValidatorIndex)
        case stop
    }

    private let application: any ApplicationBlocks
    private let jobs = Mailbox<Job>(countMax: 256, byteCountMax: .max)
    private let answers: Mailbox<EngineEvent<Algorithm>>

    init(_ application: any ApplicationBlocks, answers: Mailbox<EngineEvent<Algorithm>>) {
        self.application = application
        self.answers = answers
    }

    /// Starts the thread; it ends after `stop`, with a call of `onEnd`.
    func start(onEnd: @escaping @Sendable () -> Void) -> JoinableThread? {
        JoinableThread.start { [self] in
            while true {
                for job in jobs.take(until: nil) {
                    if case .stop = job { return onEnd() }
                    if let answer = perform(job) { answers.post(answer, mustKeep: true) }
                }
            }
        }
    }

    /// Queues a job. Loads for peers may be dropped when there are too many.
    func add(_ job: Job) {
        if case .load = job { jobs.post(job) } else { jobs.post(job, mustKeep: true) }
    }

    private func perform(_ job: Job) -> EngineEvent<Algorithm>? {
        switch job {
        case .build(let place):
            do {
                return .built(place, try application.build(height: place.height))
            } catch {
                return .buildFailed(place, reason: "\(error)")
            }
        case .check(let offer, let sender, let content):
            if let reason = failure(of: content, at: offer.place.height, wanted: offer.block) {
                return .verdict(offer, from: sender, .invalid, reason: reason)
            }
            let reason = application.untimeliness(of: content)
            return .verdict(offer, from: sender, reason == nil ? .valid : .untimely, reason: reason)
        case .commit(let certificate, let content):
            // Consensus: what is stored is the block that was decided, whatever happened on the way here.
            if let reason = failure(of: content, at: certificate.height, wanted: certificate.block) {
                return .commitFailed(certificate.height, reason: reason)
            }
            return commit(certificate, content, isSynced: false)
        case .adopt(let certificate, let content, let peer):
            if let reason = failure(of: content, at: certificate.height, wanted: certificate.block) {
                return .adoptionFailed(certificate.height, from: peer, reason: reason)
            }
            return commit(certificate, content, isSynced: true)
        case .load(let height, let peer):
            guard let block = try? application.decidedBlock(at: height) else { return nil }
            return .loaded(block, for: peer)
        case .stop: return nil
        }
    }

    private func commit(
        _ certificate: Algorithm.Certificate, _ content: [UInt8], isSynced: Bool
    ) -> EngineEvent<Algorithm> {
        do {
            try application.commit(
                height: certificate.height, content: content, certificate: certificate.wireBytes)
            return .committed(certificate, isSynced: isSynced)
        } catch {
            return .commitFailed(certificate.height, reason: "\(error)")
        }
    }

    private func failure(of content: [UInt8], at height: Height, wanted: BlockID) -> String? {
        do {
            let found = try application.validate(height: height, content: content)
            return found == wanted ? nil : "the content makes block \(found), not \(wanted)"
        } catch {
            return "\(error)"
        }
    }
}
