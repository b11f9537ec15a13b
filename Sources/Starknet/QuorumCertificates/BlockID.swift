import ByteCoding
public import FiniteFields

/// The value that consensus decides on: 32 bytes that name a block and everything in it.
///
/// Consensus knows nothing more about blocks. Starling puts the block hash here: `init(blockHash:)`.
public struct BlockID: Hashable, Sendable, Comparable {
    let words: (UInt64, UInt64, UInt64, UInt64)

    /// The number of bytes of an id.
    public static let byteCount = 32

    /// An id from exactly 32 bytes; nil for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == BlockID.byteCount else { return nil }
        var words: [UInt64] = [0, 0, 0, 0]
        for (position, byte) in bytes.enumerated() {
            words[position / 8] = words[position / 8] << 8 | UInt64(byte)
        }
        self.words = (words[0], words[1], words[2], words[3])
    }

    /// An id from four big-endian words, the most significant first.
    public init(words a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) { words = (a, b, c, d) }

    /// The id of a Starknet block: its hash, big-endian.
    public init(blockHash: Felt252) {
        let limbs = blockHash.limbs
        words = (limbs.3, limbs.2, limbs.1, limbs.0)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
        }
    }

    public static func == (a: BlockID, b: BlockID) -> Bool { a.words == b.words }
    public static func < (a: BlockID, b: BlockID) -> Bool { a.words < b.words }
    /// All four words: a peer chooses ids freely, and could make many that agree in any fewer.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension BlockID: CustomStringConvertible {
    /// `0x` and 64 hex digits.
    public var description: String { "0x" + HexBytes.encode(bytes) }
}
