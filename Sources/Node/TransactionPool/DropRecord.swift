import FiniteFields

/// Why a transaction was dropped, as the pool's journal keeps it: 32 bytes of its hash and one of the reason. No transaction
/// is as short.
struct DropRecord {
    private static let byteCount = 33

    let hash: Felt252
    let reason: DropReason

    init(hash: Felt252, reason: DropReason) {
        self.hash = hash
        self.reason = reason
    }

    /// Nil when the bytes are none.
    init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount, let hash = Felt252(bigEndianBytes: bytes.dropLast()),
            DropReason.allCases.indices.contains(Int(bytes[32]))
        else { return nil }
        self.init(hash: hash, reason: DropReason.allCases[Int(bytes[32])])
    }

    var bytes: [UInt8] {
        hash.bigEndianBytes + [UInt8(DropReason.allCases.firstIndex(of: reason) ?? 0)]
    }
}
