import ConsensusAlgorithms
import ConsensusWire
import QuorumCertificates
import ValidatorSigning

/// What shows that a key signs what it must not.
extension EngineLoop {
    func report(_ first: Algorithm.Message, _ second: Algorithm.Message) {
        receive(EquivocationEvidence(first, second) { message in message.offer.flatMap { digests[$0] } ?? [] })
    }

    /// Evidence that was found here, or by a peer and checked. What is older than this process is no reason to be silent: who
    /// started it knows.
    func receive(_ evidence: EquivocationEvidence) {
        notify(.evidence(evidence))
        if evidence.validator == me, evidence.height >= firstHeight {
            stopSigning(BlockPlace(height: evidence.height, round: evidence.round))
        }
    }

    /// Keeps what evidence needs of an offer's content: that itself may be dropped before a second one comes.
    func noteDigest(_ offer: BlockOffer, _ content: [UInt8]) {
        if digests[offer] == nil { digests[offer] = try? SHA256Digest.of(content) }
    }

    /// A message of this validator, from a peer, behind everything that was signed here: another process has the key.
    func noteOwnKey(_ message: Algorithm.Message) {
        guard !isKeyElsewhere, let signer, message.sender == me, message.position > signer.lastPosition else { return }
        stopSigning(message.place)
    }

    private func stopSigning(_ place: BlockPlace) {
        guard !isKeyElsewhere else { return }
        isKeyElsewhere = true
        notify(.keyElsewhere(place.height, place.round))
    }
}
