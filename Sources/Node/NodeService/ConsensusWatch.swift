import ConsensusEngine
import ConsensusWire
import Observability
import PeerNetworking
import QuorumCertificates
import ValidatorHosting

/// Turns what consensus reports into log lines and metrics.
struct ConsensusWatch: Sendable {
    private let metrics: NodeMetrics
    private let log: Logger
    /// The links to the other validators.
    let links: LinkWatch
    private let onFatal: @Sendable (String) -> Void
    private let onEvidence: @Sendable (EquivocationEvidence) -> Void
    /// What validators signed that they must not.
    let evidence: EvidenceBox

    init(
        _ metrics: NodeMetrics, _ log: Logger, _ evidence: EvidenceBox = EvidenceBox(),
        onEvidence: @escaping @Sendable (EquivocationEvidence) -> Void = { _ in },
        onFatal: @escaping @Sendable (String) -> Void
    ) {
        self.onEvidence = onEvidence
        self.evidence = evidence
        self.metrics = metrics
        self.log = log
        links = LinkWatch(log)
        self.onFatal = onFatal
    }

    /// Work of this node that came to nothing.
    private func noteFailure(_ text: String, _ height: Height, _ round: Round, _ reason: String) {
        metrics.failures.increment()
        log.error(
            text, ["height": LogValue(height.value), "round": LogValue(round.value), "reason": .text(reason)])
    }

    /// A round after the first says that the one before failed.
    private func noteRound(_ height: Height, _ round: Round) {
        guard round.value > 0 else { return }
        metrics.rounds.increment()
        log.info(
            "round failed",
            ["height": LogValue(height.value), "round": LogValue(round.value - 1), "next": LogValue(round.value)])
    }

    func note(_ notice: ValidatorHost.Notice) {
        switch notice {
        case .engine(let notice): note(notice)
        case .network(let notice): links.note(notice)
        }
    }

    private func note(_ notice: EngineNotice) {
        switch notice {
        case .started(let height, let replayed):
            log.info("started", ["height": LogValue(height.value), "replayed": LogValue(replayed)])
        case .logShortened(let byteCount):
            log.warning("consensus log ended inside a record", ["bytes": LogValue(byteCount)])
        case .abstaining(let height):
            log.error(
                "signing nothing at this height: the journal has a signature that the log does not explain",
                ["height": LogValue(height.value)])
        case .roundStarted(let height, let round): noteRound(height, round)
        case .proposed(let height, let round, let block, let byteCount):
            log.debug(
                "proposed",
                [
                    "height": LogValue(height.value), "round": LogValue(round.value), "block": .text("\(block)"),
                    "bytes": LogValue(byteCount),
                ])
        case .committed(let height, let round, _, let isSynced):
            if isSynced { log.info("fetched from a peer", ["height": LogValue(height.value)]) }
            log.debug("decided", ["height": LogValue(height.value), "round": LogValue(round.value)])
        case .buildFailed(let height, let round, let reason):
            noteFailure("block failed", height, round, reason)
        case .checkFailed(let height, let round, let reason):
            noteFailure("a proposal could not be checked", height, round, reason)
        case .proposalRefused(let height, _, let proposer, let reason):
            log.warning(
                "proposal refused",
                [
                    "height": LogValue(height.value), "proposer": LogValue(proposer.value), "reason": .text(reason),
                ])
        case .syncFailed(let height, let peer, let reason):
            log.warning(
                "block of a peer refused",
                ["height": LogValue(height.value), "peer": LogValue(peer.value), "reason": .text(reason)])
        case .loadFailed(let height, let peer, let reason):
            log.error(
                "a decided block could not be read for a peer",
                ["height": LogValue(height.value), "peer": LogValue(peer.value), "reason": .text(reason)])
        case .evidence(let found):
            guard evidence.add(found) else { return }
            onEvidence(found)
            metrics.equivocations.increment()
            log.error(
                "a validator signed two different messages",
                [
                    "validator": LogValue(found.validator.value), "height": LogValue(found.height.value),
                    "round": LogValue(found.round.value),
                ])
        case .keyElsewhere(let height, let round):
            log.error(
                "this validator's key signs elsewhere too: nothing is signed here any more",
                ["height": LogValue(height.value), "round": LogValue(round.value)])
        case .logLost(let height):
            log.error(
                "the consensus log holds nothing of this height: it was emptied, replaced or damaged",
                ["height": LogValue(height.value)])
        case .signatureRefused(let reason): log.warning("not signed", ["reason": .text(reason)])
        case .fatal(let reason):
            log.error("consensus cannot go on", ["reason": .text(reason)])
            onFatal(reason)
        }
    }
}
