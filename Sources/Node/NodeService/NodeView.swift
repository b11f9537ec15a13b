import ConsensusEngine
import ConsensusWire
import HTTPServing
import QuorumCertificates
import StarknetRPC
import ValidatorHosting
import ValidatorSigning

/// What the RPC shows of the node's place in its committee. A node that runs alone has none.
struct NodeView: Sendable {
    private let host: ValidatorHost?
    private let box: EvidenceBox?

    init(_ host: ValidatorHost? = nil, _ box: EvidenceBox? = nil) {
        self.host = host
        self.box = box
    }

    var evidence: [RPCEvidence] {
        (box?.all ?? []).map {
            RPCEvidence(
                validator: $0.validator.value, height: $0.height.value, round: $0.round.value,
                messages: [
                    RPCEvidence.Message(bytes: $0.first, contentDigest: $0.firstContent),
                    RPCEvidence.Message(bytes: $0.second, contentDigest: $0.secondContent),
                ])
        }
    }

    var validators: [RPCValidator] {
        guard let host else { return [] }
        return host.committee.members.enumerated().map { index, member in
            RPCValidator(index: index, name: member.name, publicKey: member.votingKey, weight: member.weight)
        }
    }

    /// The height that the node is catching up to.
    var syncTarget: UInt64? {
        guard let status = host?.engine.status, status.isSyncing else { return nil }
        return status.peerHeight.value
    }

    var connectedPeers: Int { host?.connectedPeers.count ?? 0 }

    /// Connected to a quorum, itself included, and not behind.
    var readiness: OperatorRoutes.Readiness {
        guard let host else { return .ready }
        let connected = Set(host.connectedPeers + [host.me.value])
        guard host.committee.validators.isQuorum(of: connected) else {
            return .notReady("no quorum: \(connected.count) of \(host.committee.members.count) validators connected")
        }
        let status = host.engine.status
        return status.isSyncing ? .notReady("at height \(status.height), peers are at \(status.peerHeight)") : .ready
    }
}
