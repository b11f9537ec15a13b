import ByteCoding

/// Writes the protobuf wire format in its one canonical form: fields in ascending order (the caller's duty), numbers
/// in their shortest encoding, default values left out.
public struct ProtobufWriter: Sendable {
    private var writer = ByteWriter()

    /// A writer of one message.
    public init() {}

    /// The message so far.
    public var bytes: [UInt8] { writer.bytes }

    /// A number; left out when 0.
    public mutating func number(_ field: Int, _ value: UInt64) {
        if value != 0 { explicit(field, value) }
    }

    /// A number that is there even when 0, for optional fields.
    public mutating func explicit(_ field: Int, _ value: UInt64) {
        writer.varint(UInt64(field) << 3)
        writer.varint(value)
    }

    /// Bytes; left out when empty.
    public mutating func bytes(_ field: Int, _ value: [UInt8]) {
        if !value.isEmpty { message(field, value) }
    }

    /// An encoded message, there even when empty.
    public mutating func message(_ field: Int, _ value: [UInt8]) {
        writer.varint(UInt64(field) << 3 | 2)
        writer.lengthPrefixed(value)
    }
}
