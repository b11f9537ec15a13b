import ConsensusAlgorithms
import ConsensusWire
import QuorumCertificates

/// Gossip with peers, and blocks for those that missed them.
extension EngineLoop {
    func send(_ message: Frame, to peer: ValidatorIndex) { links.send([message.wireBytes], to: peer) }

    func broadcast(_ message: Frame) { links.broadcast([message.wireBytes]) }

    /// Looks up a decided block for a peer: one at a time, since this is done by who builds and checks blocks.
    func load(_ wanted: Height, for peer: ValidatorIndex) {
        guard wanted < height, loading.insert(peer).inserted else { return }
        startJob(.load(wanted, for: peer))
    }

    /// Sends a peer the block that was looked up.
    func deliver(_ block: DecidedContent?, to peer: ValidatorIndex) {
        loading.remove(peer)
        guard let block else { return }
        links.send([Frame.decidedBlockBytes(certificate: block.certificate, content: block.content)], to: peer)
    }

    /// Sends a peer what its summary lacks.
    func answer(_ summary: Algorithm.Summary, _ peer: ValidatorIndex) {
        peerHeights[peer] = summary.height
        for message in machine.messages(missingFrom: summary) {
            if let offer = message.offer {
                repeatOffer(message, offer, to: peer)
            } else {
                send(.message(message), to: peer)
            }
        }
    }

    private func repeatOffer(_ message: Algorithm.Message, _ offer: BlockOffer, to peer: ValidatorIndex) {
        let key = OfferRepeat(peer: peer, offer: offer)
        guard let content = accepted[offer.block]?.bytes ?? contents[offer],
            repeats[key].map({ now - $0 >= EngineLimits.repeatMillis }) ?? true
        else { return }
        repeats[key] = now
        links.send(frames(of: message, content), to: peer)
    }

    /// Asks a peer that is further for the block of this height; another one when it does not answer in time.
    func requestMissedBlock() {
        guard !isCommitting, syncDeadline.map({ now >= $0 }) ?? true else { return }
        let ahead = peerHeights.filter { $0.value > height }.keys.sorted()
        guard !ahead.isEmpty else { return }
        syncTurn = (syncTurn + 1) % ahead.count
        syncDeadline = now + settings.syncMillis
        askedForBlock.insert(ahead[syncTurn])
        send(.blockRequest(height), to: ahead[syncTurn])
    }

    /// A decided block from a peer. Its certificate was checked; the application checks the content. Only a peer that was asked
    /// is heard, and once a question: a genuine certificate with another content would keep honest answers out.
    func adopt(_ certificate: Algorithm.Certificate, _ content: [UInt8], from peer: ValidatorIndex) {
        guard certificate.height == height, !isCommitting, askedForBlock.remove(peer) != nil else { return }
        committing = certificate.block
        startJob(.adopt(certificate, content: content, from: peer))
    }
}
