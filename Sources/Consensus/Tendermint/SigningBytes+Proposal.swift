public import QuorumCertificates

extension SigningBytes {
    /// The bytes of a proposal: the tag `STARLING-PROPOSAL-1`, chain id, height and round, then 0 or 1 and the valid round
    /// (4 bytes), then the block id and the SHA-256 of the block's content as sent. (The block id alone would let anyone
    /// pass on a genuine proposal with another content.)
    public static func of(_ proposal: Proposal, contentDigest: [UInt8], domain: [UInt8]) -> [UInt8] {
        var bytes = SigningBytes.placed("STARLING-PROPOSAL-1", domain, proposal.height, proposal.round)
        bytes.append(proposal.validRound == nil ? 0 : 1)
        if let round = proposal.validRound { bytes += SigningBytes.bigEndian(UInt64(round.value), count: 4) }
        return bytes + proposal.block.bytes + contentDigest
    }
}
