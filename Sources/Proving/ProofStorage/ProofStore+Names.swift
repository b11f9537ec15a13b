public import FiniteFields
import SHA2

extension ProofStore {
    /// The name of a block's proof with this content: `block-NNNNNNNNNNNN-BLOCKHASH-CCCCCCCCCCCCCCCC.proof`, the number in
    /// decimal, the whole block hash and the first half of the content's SHA-256 in hex.
    public static func name(block: UInt64, hash: Felt252, content: [UInt8]) -> String {
        prefix(block: block, hash: hash) + "\(hex(SHA256.hash(content).prefix(8))).proof"
    }

    static func prefix(block: UInt64, hash: Felt252) -> String {
        let number = String(block)
        let padded = String(repeating: "0", count: max(0, 12 - number.count)) + number
        return "block-\(padded)-\(hex(hash.bigEndianBytes))-"
    }

    static func folderName(chain: [UInt8]) -> String { "chain-\(hex(chain.prefix(8)))" }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
