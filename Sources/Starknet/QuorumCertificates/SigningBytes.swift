/// The exact bytes that validators sign with Ed25519.
///
/// A vote: the ASCII tag `STARLING-VOTE-1`, the domain (32 bytes: `domain(chainID:genesisHash:)`), the height (8 bytes,
/// big-endian), the round (4 bytes, big-endian), the vote kind (1 byte: prevote 0, precommit 1), then 0 for nil or 1 and the
/// 32 bytes of the block id. What else an algorithm's messages sign begins with a tag of its own, then domain, height and
/// round in the same way (`placed`): the tags keep all uses of the keys apart.
public enum SigningBytes {
    /// The number of bytes of a domain, and of the chain id that it is made of.
    public static let domainByteCount = 32

    /// The bytes of a vote.
    public static func of(_ vote: Vote, domain: [UInt8]) -> [UInt8] {
        var bytes = placed("STARLING-VOTE-1", domain, vote.height, vote.round)
        bytes.append(vote.kind.rawValue)
        bytes.append(vote.block == nil ? 0 : 1)
        if let block = vote.block { bytes += block.bytes }
        return bytes
    }

    /// A tag, then where in the chain the signed thing belongs.
    public static func placed(_ tag: String, _ domain: [UInt8], _ height: Height, _ round: Round) -> [UInt8] {
        Array(tag.utf8) + domain + bigEndian(height.value, count: 8) + bigEndian(UInt64(round.value), count: 4)
    }

    /// The lowest `count` bytes of a number, the most significant first.
    public static func bigEndian(_ value: UInt64, count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * (count - 1 - $0))) }
    }
}
