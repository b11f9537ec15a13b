package import ConsensusAlgorithms
package import QuorumCertificates
package import Threading

/// A piece of work of the application. It is done by one worker, one job at a time and in order: a thread in a node
/// (`ApplicationWorker`), simulated time in a simulation.
package enum ApplicationJob<Algorithm: ConsensusAlgorithm>: Sendable {
    /// What is set when nobody wants the answer any more; it is one all the same.
    case build(BlockPlace, stale: StopFlag)
    case check(BlockOffer, from: ValidatorIndex, content: [UInt8], stale: StopFlag)
    case commit(Algorithm.Certificate, content: [UInt8])
    /// Check and commit a block that the network decided without this node.
    case adopt(Algorithm.Certificate, content: [UInt8], from: ValidatorIndex)
    case load(Height, for: ValidatorIndex)

    /// Does the work and says what came of it.
    package func perform(on application: any ApplicationBlocks) -> EngineEvent<Algorithm> {
        switch self {
        case .build(let place, let stale):
            if stale.isSet { return .buildAbandoned(place) }
            do {
                return .built(place, try application.build(place: place) { stale.isSet })
            } catch {
                return stale.isSet ? .buildAbandoned(place) : .buildFailed(place, reason: "\(error)")
            }
        case .check(let offer, let sender, let content, let stale):
            return Self.check(offer, sender, content, stale, application)
        case .commit(let certificate, let content):
            // Consensus: what is stored is the block that was decided, whatever happened on the way here.
            if let failure = Self.failure(of: content, certificate.height, certificate.block, application) {
                return .commitFailed(certificate.height, reason: "\(failure)")
            }
            return Self.commit(certificate, content, application, isSynced: false)
        case .adopt(let certificate, let content, let peer):
            switch Self.failure(of: content, certificate.height, certificate.block, application) {
            case .content(let reason): return .adoptionFailed(certificate.height, from: peer, reason: reason)
            case .own(let reason): return .commitFailed(certificate.height, reason: reason)
            case nil: break
            }
            return Self.commit(certificate, content, application, isSynced: true)
        case .load(let height, let peer):
            do {
                return .loaded(try application.decidedBlock(at: height), for: peer)
            } catch {
                return .loadFailed(height, for: peer, reason: "\(error)")
            }
        }
    }

    private static func check(
        _ offer: BlockOffer, _ sender: ValidatorIndex, _ content: [UInt8], _ stale: StopFlag,
        _ application: any ApplicationBlocks
    ) -> EngineEvent<Algorithm> {
        if stale.isSet { return .checkAbandoned(offer) }
        let failure = failure(of: content, offer.place.height, offer.block, application) { stale.isSet }
        guard let failure else {
            let late = application.untimeliness(of: content)
            return .verdict(offer, from: sender, late == nil ? .valid : .untimely, reason: late)
        }
        // What was stopped in the middle is no verdict.
        if stale.isSet { return .checkAbandoned(offer) }
        return switch failure {
        case .content(let reason): .verdict(offer, from: sender, .invalid, reason: reason)
        case .own(let reason): .checkFailed(offer, reason: reason)
        }
    }

    private static func commit(
        _ certificate: Algorithm.Certificate, _ content: [UInt8], _ application: any ApplicationBlocks, isSynced: Bool
    ) -> EngineEvent<Algorithm> {
        do {
            try application.commit(
                height: certificate.height, content: content, certificate: certificate.wireBytes)
            return .committed(certificate, isSynced: isSynced)
        } catch {
            return .commitFailed(certificate.height, reason: "\(error)")
        }
    }

    private static func failure(
        of content: [UInt8], _ height: Height, _ wanted: BlockID, _ application: any ApplicationBlocks,
        isStale: @escaping @Sendable () -> Bool = { false }
    ) -> ValidationFailure? {
        do {
            let found = try application.validate(height: height, content: content, isStale: isStale)
            return found == wanted ? nil : .content(reason: "the content makes block \(found), not \(wanted)")
        } catch {
            return error
        }
    }
}
