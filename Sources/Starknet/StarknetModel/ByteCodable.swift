public import ByteCoding

/// A value with exactly one encoding in bytes, for storage and between validators.
///
/// Decoding is strict: what another encoder would write differently is refused, and every list has a limit.
public protocol ByteCodable {
    /// Appends the encoding.
    func encode(to writer: inout ByteWriter)
    /// Reads one value and leaves the reader behind it.
    init(from reader: inout ByteReader) throws(ByteCodingError)
}

extension ByteCodable {
    /// The encoding.
    public var encoded: [UInt8] {
        var writer = ByteWriter()
        encode(to: &writer)
        return writer.bytes
    }

    /// The value that `bytes` are the encoding of, all of them.
    public init(decoding bytes: [UInt8]) throws(ByteCodingError) {
        var reader = ByteReader(bytes)
        try self.init(from: &reader)
        try reader.finish()
    }
}

/// The most items that decoders of the model accept.
public enum ModelLimits {
    /// Felts of a calldata, a signature, a payload.
    public static let feltsMax = 1 << 16
    /// Transactions of a block.
    public static let transactionsMax = 1 << 14
    /// Events or messages of a transaction.
    public static let eventsMax = 1 << 14
    /// Entries of one list of a state diff.
    public static let diffEntriesMax = 1 << 20
    /// Bytes of a revert reason.
    public static let reasonBytesMax = 1 << 16
    /// Felts of a Sierra program.
    public static let programFeltsMax = 1 << 20
    /// Bytes of an ABI.
    public static let abiBytesMax = 1 << 22
}

extension ByteWriter {
    /// Encodes a value.
    public mutating func value(_ value: some ByteCodable) { value.encode(to: &self) }

    /// Encodes a list behind its count.
    public mutating func values<Item: ByteCodable>(_ items: [Item]) {
        array(items) { writer, item in item.encode(to: &writer) }
    }
}

extension ByteReader {
    /// Decodes a list of at most `max` behind its count.
    public mutating func values<Item: ByteCodable>(_ type: Item.Type, max: Int) throws(ByteCodingError) -> [Item] {
        try array(max: max) { (reader) throws(ByteCodingError) in try Item(from: &reader) }
    }
}
