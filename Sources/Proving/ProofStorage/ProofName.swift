import ByteCoding
public import FiniteFields
import SHA2

/// What a stored proof is called: `block-NNNNNNNNNNNN-BLOCKHASH-CCCCCCCCCCCCCCCC.proof`, the number in decimal, the whole
/// block hash and the first half of the content's SHA-256 in hex. So a name says what the content must be, and names are in
/// the order of blocks.
public struct ProofName: Sendable, Equatable {
    public let block: UInt64
    public let hash: Felt252
    /// The first eight bytes of the content's SHA-256.
    let digest: [UInt8]

    /// The parts of a name; nil when the text is none.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[3].hasSuffix(Self.suffix), let block = UInt64(parts[1]),
            let hashBytes = HexBytes.decode(parts[2].utf8), let hash = Felt252(bigEndianBytes: hashBytes),
            let digest = HexBytes.decode(parts[3].dropLast(Self.suffix.count).utf8), digest.count == 8
        else { return nil }
        self.block = block
        self.hash = hash
        self.digest = digest
        // One text for one name: no other case, padding or sign.
        guard Self.prefix(block: block, hash: hash) + HexBytes.encode(digest) + Self.suffix == text else { return nil }
    }

    /// Whether a content is what the name says.
    public func matches(_ content: [UInt8]) -> Bool { Self.digest(content) == digest }

    private static func digest(_ content: [UInt8]) -> [UInt8] { Array(SHA256.hash(content).prefix(8)) }

    /// The name of a block's proof with this content.
    public static func of(block: UInt64, hash: Felt252, content: [UInt8]) -> String {
        prefix(block: block, hash: hash) + HexBytes.encode(digest(content)) + suffix
    }

    /// How the names of a block's proofs begin.
    public static func prefix(block: UInt64, hash: Felt252) -> String {
        "\(numberPrefix(block))\(HexBytes.encode(hash.bigEndianBytes))-"
    }

    /// How the names of the proofs of all blocks with a number begin.
    static func numberPrefix(_ block: UInt64) -> String {
        let number = String(block)
        return "block-" + String(repeating: "0", count: max(0, 12 - number.count)) + number + "-"
    }

    /// How all of them end.
    public static let suffix = ".proof"
}
