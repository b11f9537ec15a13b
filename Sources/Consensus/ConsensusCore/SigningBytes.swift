/// The exact bytes that validators sign with Ed25519.
///
/// A vote: the ASCII tag `STARLING-VOTE-1`, the chain id (32 bytes, big-endian), the height (8 bytes, big-endian), the
/// round (4 bytes, big-endian), the vote kind (1 byte: prevote 0, precommit 1), then 0 for nil or 1 and the 32 bytes
/// of the block id. A proposal: the tag `STARLING-PROPOSAL-1`, chain id, height and round in the same way, then 0 or 1
/// and the valid round (4 bytes), then the block id and the SHA-256 of the block's content as sent. (The block id alone
/// would let anyone pass on a genuine proposal with another content.) The tags keep the two, and any other use of the keys, apart.
public enum SigningBytes {
    /// The number of bytes of a chain id.
    public static let chainIDByteCount = 32

    /// The bytes of a vote.
    public static func of(_ vote: Vote, chainID: [UInt8]) -> [UInt8] {
        var bytes = header("STARLING-VOTE-1", chainID, vote.height, vote.round)
        bytes.append(vote.kind.rawValue)
        bytes.append(vote.block == nil ? 0 : 1)
        if let block = vote.block { bytes += block.bytes }
        return bytes
    }

    /// The bytes of a proposal.
    public static func of(_ proposal: Proposal, contentDigest: [UInt8], chainID: [UInt8]) -> [UInt8] {
        var bytes = header("STARLING-PROPOSAL-1", chainID, proposal.height, proposal.round)
        bytes.append(proposal.validRound == nil ? 0 : 1)
        if let round = proposal.validRound { bytes += bigEndian(UInt64(round.value), count: 4) }
        return bytes + proposal.block.bytes + contentDigest
    }

    private static func header(_ tag: String, _ chainID: [UInt8], _ height: Height, _ round: Round) -> [UInt8] {
        Array(tag.utf8) + chainID + bigEndian(height.value, count: 8) + bigEndian(UInt64(round.value), count: 4)
    }

    private static func bigEndian(_ value: UInt64, count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * (count - 1 - $0))) }
    }
}
