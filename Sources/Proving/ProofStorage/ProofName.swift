import ByteCoding
public import FiniteFields
import SHA2

/// What a stored proof is called: `block-NNNNNNNNNNNN-BLOCKHASH-CCCCCCCCCCCCCCCC.proof`, the number in decimal, the whole
/// block hash and the first half of the content's SHA-256 in hex. So a name says what the content must be.
public enum ProofName {
    /// The name of a block's proof with this content.
    public static func of(block: UInt64, hash: Felt252, content: [UInt8]) -> String {
        prefix(block: block, hash: hash) + HexBytes.encode(SHA256.hash(content).prefix(8)) + suffix
    }

    /// How the names of a block's proofs begin.
    public static func prefix(block: UInt64, hash: Felt252) -> String {
        let number = String(block)
        let padded = String(repeating: "0", count: max(0, 12 - number.count)) + number
        return "block-\(padded)-\(HexBytes.encode(hash.bigEndianBytes))-"
    }

    /// How all of them end.
    public static let suffix = ".proof"
}
