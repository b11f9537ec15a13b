/// A place in the order of all transactions: block, then position in it. Lists are paged by it.
struct TransactionPlace: Sendable, Equatable {
    var block: UInt64
    var position: UInt64

    /// Behind everything.
    static let end = TransactionPlace(block: UInt64(Int64.max), position: 0)

    init(block: UInt64, position: UInt64) {
        self.block = block
        self.position = position
    }

    /// Reads `block-position`; nil for anything else.
    init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let block = UInt64(parts[0]), let position = UInt64(parts[1]) else { return nil }
        self.init(block: block, position: position)
    }

    /// As it stands in an address.
    var text: String { "\(block)-\(position)" }
}

extension TransactionSummary {
    var place: TransactionPlace { TransactionPlace(block: block, position: UInt64(max(0, index))) }
}
