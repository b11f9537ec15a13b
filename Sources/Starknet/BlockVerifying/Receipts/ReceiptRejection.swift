import ByteCoding
public import StateTries

/// Why a receipt shows nothing.
public enum ReceiptRejection: Error, Equatable, Sendable {
    /// The receipt is of another chain, or of a committee that is not the pinned one: the fingerprint of its own configuration.
    case fingerprint(found: [UInt8])
    /// The block does not hold.
    case block(BlockRejection)
    /// The block has no transaction at this place.
    case transaction(index: Int)
    /// The opening is not of the state after the block, or does not reach to the cell.
    case opening(TrieError?)
    /// The opening holds more than the cell needs: a receipt has one form.
    case openingTooLarge
}

extension ReceiptRejection {
    /// The rejection as a sentence.
    public var explanation: String {
        switch self {
        case .fingerprint(let found):
            "The receipt is of another chain or committee: the fingerprint of what it was made under begins with "
                + HexBytes.encode(found.prefix(8))
        case .block(let rejection): rejection.explanation
        case .transaction(let index): "The block has no transaction number " + String(index)
        case .opening(nil): "The opening of the storage cell is not one of the state after the block"
        case .opening(let error?): "The opening of the storage cell does not hold: " + error.description
        case .openingTooLarge: "The opening holds more than the storage cell needs"
        }
    }
}
