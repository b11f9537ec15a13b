import ConsensusCore
import ConsensusWire
import QuorumCertificates

/// Gossip with peers, and blocks for those that missed them.
extension EngineLoop {
    func send(_ message: PeerMessage, to peer: ValidatorIndex) { links.send([message.wireBytes], to: peer) }

    func broadcast(_ message: PeerMessage) { links.broadcast([message.wireBytes]) }

    /// Sends a peer what its summary lacks.
    func answer(_ summary: HeightSummary, _ peer: ValidatorIndex) {
        peerHeights[peer] = summary.height
        for input in machine.messages(missingFrom: summary) {
            switch input {
            case .vote(let vote): send(.vote(vote), to: peer)
            case .proposal(let proposal): repeatProposal(proposal, to: peer)
            default: break
            }
        }
    }

    private func repeatProposal(_ proposal: SignedProposal, to peer: ValidatorIndex) {
        let key = ProposalRepeat(peer: peer, round: proposal.proposal.round, block: proposal.proposal.block)
        let now = EngineThread.nowMillis
        let offered = OfferedBlock(round: proposal.proposal.round, block: proposal.proposal.block)
        guard let content = accepted[proposal.proposal.block] ?? contents[offered],
            repeats[key].map({ now - $0 >= EngineLimits.repeatMillis }) ?? true
        else { return }
        repeats[key] = now
        links.send(frames(of: proposal, content), to: peer)
    }

    /// Asks a peer that is further for the block of this height; another one when it does not answer in time.
    func requestMissedBlock(_ now: Int) {
        guard !isCommitting, syncDeadline.map({ now >= $0 }) ?? true else { return }
        let ahead = peerHeights.filter { $0.value > machine.height }.keys.sorted()
        guard !ahead.isEmpty else { return }
        syncTurn = (syncTurn + 1) % ahead.count
        syncDeadline = now + settings.syncMillis
        send(.blockRequest(machine.height), to: ahead[syncTurn])
    }

    /// A decided block from a peer. Its certificate was checked; the application checks the content.
    func adopt(_ certificate: QuorumCertificate, _ content: [UInt8], from peer: ValidatorIndex) {
        guard certificate.height == machine.height, !isCommitting else { return }
        isCommitting = true
        worker.add(.adopt(certificate, content: content, from: peer))
    }
}
