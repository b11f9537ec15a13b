public import ConsensusAlgorithms
public import ConsensusWire
import QuorumCertificates
public import ValidatorSigning

extension EquivocationEvidence {
    /// Whether it shows what it says: both messages are signed by the validator, for the same position, and say different
    /// things.
    public func holds<Message: ConsensusMessage>(for type: Message.Type, in committee: Committee) -> Bool {
        guard let one = try? Message(wireBytes: first, isOffer: !firstContent.isEmpty),
            let other = try? Message(wireBytes: second, isOffer: !secondContent.isEmpty),
            [one, other].allSatisfy({ $0.sender == validator && $0.place.height == height && $0.place.round == round }),
            one.position == other.position,
            committee.isGenuine(one, contentDigest: firstContent),
            committee.isGenuine(other, contentDigest: secondContent)
        else { return false }
        let said = [(one, firstContent), (other, secondContent)].map { message, digest in
            message.signatures(domain: committee.signingDomain, contentDigest: digest).first?.signedBytes
        }
        return said[0] != said[1]
    }
}
