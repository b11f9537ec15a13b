public import ConsensusCore
public import ProtobufCoding
import QuorumCertificates

/// A signed proposal without its content: what `ProposalInit` and `ProposalFin` say together.
///
/// height = 1, round = 2, valid_round = 3 (optional), proposer = 4 (index in the committee), proposal_commitment = 5,
/// signature = 6, polka = 16 (repeated `Vote`).
extension SignedProposal {
    /// The message.
    public var wireBytes: [UInt8] {
        var writer = ProtobufWriter()
        writer.number(1, proposal.height.value)
        writer.number(2, UInt64(proposal.round.value))
        if let round = proposal.validRound { writer.explicit(3, UInt64(round.value)) }
        writer.number(4, UInt64(proposal.proposer.value))
        writer.message(5, proposal.block.wireBytes)
        writer.bytes(6, signature)
        for vote in polka { writer.message(16, vote.wireBytes) }
        return writer.bytes
    }

    /// Decodes a message. No signature is checked.
    public init(wireBytes: [UInt8]) throws(WireError) {
        var reader = ProtobufReader(wireBytes)
        var height: UInt64 = 0, round: UInt64 = 0, proposer: UInt64 = 0
        var validRound: Round?, block: BlockID?
        var signature: [UInt8] = [], polka: [SignedVote] = []
        while let field = try reader.next(repeated: 16) {
            switch field {
            case 1: height = try reader.number()
            case 2: round = try reader.number(max: UInt64(UInt32.max))
            case 3:
                validRound = Round(UInt32(truncatingIfNeeded: try reader.optionalNumber(max: UInt64(UInt32.max))))
            case 4: proposer = try reader.number(max: UInt64(WireLimits.votesMax - 1))
            case 5: block = try BlockID(wireBytes: try reader.message(max: 64))
            case 6: signature = try reader.bytes(max: 64)
            case 16:
                guard polka.count < WireLimits.votesMax else { throw .tooLong(field: 16) }
                polka.append(try SignedVote(wireBytes: try reader.message(max: 256)))
            default: throw .unexpectedField(field)
            }
        }
        guard let block else { throw .missingField(5) }
        guard signature.count == 64 else { throw .missingField(6) }
        self.init(
            proposal: Proposal(
                height: Height(height), round: Round(UInt32(truncatingIfNeeded: round)), validRound: validRound,
                block: block, proposer: ValidatorIndex(Int(proposer))),
            signature: signature, polka: polka)
    }
}
