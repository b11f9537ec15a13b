import ByteCoding

/// Reads the protobuf wire format strictly: one encoding per message, no unknown fields, nothing allocated beyond the
/// bytes that are there.
public struct ProtobufReader: Sendable {
    private var reader: ByteReader
    private var lastField = 0
    private var wireType: UInt64 = 0

    /// Reads one message.
    public init(_ bytes: [UInt8]) { reader = ByteReader(bytes) }

    /// The number of the next field; nil at the end. Only the field `repeated` may come more than once.
    public mutating func next(repeated: Int? = nil) throws(WireError) -> Int? {
        if reader.isAtEnd { return nil }
        let tag = try varint()
        guard let field = Int(exactly: tag >> 3), field > 0 else { throw .outOfRange(field: 0) }
        guard field > lastField || field == lastField && field == repeated else { throw .unexpectedField(field) }
        lastField = field
        wireType = tag & 7
        return field
    }

    private mutating func varint() throws(WireError) -> UInt64 {
        do { return try reader.varint() } catch { throw WireError(error) }
    }

    /// The number of the current field; 0 must have been left out.
    public mutating func number(max: UInt64 = .max) throws(WireError) -> UInt64 {
        let value = try optionalNumber(max: max)
        guard value != 0 else { throw .notCanonical }
        return value
    }

    /// The number of the current field, where presence alone says something.
    public mutating func optionalNumber(max: UInt64 = .max) throws(WireError) -> UInt64 {
        guard wireType == 0 else { throw .wrongWireType(field: lastField) }
        let value = try varint()
        guard value <= max else { throw .outOfRange(field: lastField) }
        return value
    }

    /// The bytes of the current field; empty bytes must have been left out.
    public mutating func bytes(max: Int) throws(WireError) -> [UInt8] {
        let value = try message(max: max)
        guard !value.isEmpty else { throw .notCanonical }
        return value
    }

    /// The message of the current field, still encoded.
    public mutating func message(max: Int) throws(WireError) -> [UInt8] {
        guard wireType == 2 else { throw .wrongWireType(field: lastField) }
        let count = try varint()
        guard count <= UInt64(max) else { throw .tooLong(field: lastField) }
        do { return try reader.bytes(count: Int(count)) } catch { throw WireError(error) }
    }
}
