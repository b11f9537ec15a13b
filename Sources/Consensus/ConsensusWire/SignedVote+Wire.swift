public import ProtobufCoding
public import QuorumCertificates

/// `Vote` of the consensus messages of Starknet's p2p specification, with two differences: the voter is its index in
/// the committee (both sides have the committee), and the signature is there.
///
/// vote_type = 2, height = 3, round = 4, proposal_commitment = 5 (`Hash { elements = 1 }`, absent for nil),
/// voter = 6, signature = 7.
extension SignedVote {
    /// The message.
    public var wireBytes: [UInt8] {
        var writer = ProtobufWriter()
        writer.number(2, UInt64(vote.kind.rawValue))
        writer.number(3, vote.height.value)
        writer.number(4, UInt64(vote.round.value))
        if let block = vote.block { writer.message(5, block.wireBytes) }
        writer.number(6, UInt64(vote.validator.value))
        writer.bytes(7, signature)
        return writer.bytes
    }

    /// Decodes a message. The validator is below 128, but need not be a member; the signature is not checked.
    public init(wireBytes: [UInt8]) throws(WireError) {
        var reader = ProtobufReader(wireBytes)
        var kind = VoteKind.prevote, height: UInt64 = 0, round: UInt64 = 0, voter: UInt64 = 0
        var block: BlockID?
        var signature: [UInt8] = []
        while let field = try reader.next() {
            switch field {
            case 2:
                _ = try reader.number(max: 1)
                kind = .precommit
            case 3: height = try reader.number()
            case 4: round = try reader.number(max: UInt64(UInt32.max))
            case 5: block = try BlockID(wireBytes: try reader.message(max: 64))
            case 6: voter = try reader.number(max: UInt64(WireLimits.votesMax - 1))
            case 7: signature = try reader.bytes(max: 64)
            default: throw .unexpectedField(field)
            }
        }
        guard signature.count == 64 else { throw .missingField(7) }
        self.init(
            vote: Vote(
                kind: kind, height: Height(height), round: Round(UInt32(truncatingIfNeeded: round)), block: block,
                validator: ValidatorIndex(Int(voter))),
            signature: signature)
    }
}
