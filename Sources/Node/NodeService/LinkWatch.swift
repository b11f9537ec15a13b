import Observability
import PeerNetworking
import QuorumCertificates
import Synchronization

/// Follows the links to the other validators and says, once each, when one is lost or regained and when the connected ones
/// cease to be, or are again, a quorum.
final class LinkWatch: Sendable {
    private struct State {
        var committee: (validators: ValidatorSet, me: ValidatorIndex)?
        var connected: Set<Int> = []
        /// nil until all links had time to come up once: a start is no loss of the quorum.
        var hasQuorum: Bool?
    }

    private let state = Mutex(State())
    private let log: Logger

    init(_ log: Logger) { self.log = log }

    /// Says who is who; before that only links are reported.
    func join(_ validators: ValidatorSet, as me: ValidatorIndex) {
        state.withLock { $0.committee = (validators, me) }
    }

    func note(_ notice: NetworkNotice) {
        switch notice {
        case .connected(let peer):
            let isNew = state.withLock { $0.connected.insert(peer).inserted }
            if isNew { log.info("link up", ["peer": LogValue(peer)]) }
        case .ended(_, .replaced): return  // The newer link of the same peer goes on.
        case .ended(let peer, let reason):
            let wasThere = state.withLock { $0.connected.remove(peer) != nil }
            if wasThere { log.info("link lost", ["peer": LogValue(peer), "reason": .text("\(reason)")]) }
        case .rejected(let reason): log.debug("no link", ["reason": .text("\(reason)")])
        }
        noteQuorum()
    }

    private func noteQuorum() {
        let change: (hasQuorum: Bool, connected: Int, all: Int)? = state.withLock { state in
            guard let (validators, me) = state.committee else { return nil }
            let present = state.connected.union([me.value]), hasQuorum = validators.isQuorum(of: present)
            // The first quorum ends the start; from then on every change counts.
            guard hasQuorum != (state.hasQuorum ?? false) else { return nil }
            state.hasQuorum = hasQuorum
            return (hasQuorum, present.count, validators.count)
        }
        guard let change else { return }
        log.info(
            change.hasQuorum ? "quorum connected" : "no quorum: no block can be decided",
            ["connected": LogValue(change.connected), "validators": LogValue(change.all)])
    }
}
