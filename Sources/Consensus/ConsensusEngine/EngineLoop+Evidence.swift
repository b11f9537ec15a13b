import ConsensusAlgorithms
import QuorumCertificates
import ValidatorSigning

/// What shows that a key signs what it must not.
extension EngineLoop {
    func report(_ first: Algorithm.Message, _ second: Algorithm.Message) {
        notify(
            .evidence(
                EquivocationEvidence(
                    validator: first.sender, height: first.place.height, round: first.place.round,
                    first: first.wireBytes, second: second.wireBytes)))
        if first.sender == me { stopSigning(first.place) }
    }

    /// A message of this validator, from a peer, behind everything that was signed here: another process has the key.
    func noteOwnKey(_ message: Algorithm.Message) {
        guard !isKeyElsewhere, let signer, message.sender == me else { return }
        let last = signer.lastPosition, place = message.place
        guard (place.height.value, place.round.value) > (last.major, last.round.value) else { return }
        stopSigning(place)
    }

    private func stopSigning(_ place: BlockPlace) {
        guard !isKeyElsewhere else { return }
        isKeyElsewhere = true
        notify(.keyElsewhere(place.height, place.round))
    }
}
