import ByteCoding

/// Writes the protobuf wire format in its one canonical form: fields in ascending order (the caller's duty), numbers
/// in their shortest encoding, default values left out.
struct ProtobufWriter {
    private var writer = ByteWriter()

    var bytes: [UInt8] { writer.bytes }

    /// A number; left out when 0.
    mutating func number(_ field: Int, _ value: UInt64) {
        if value != 0 { explicit(field, value) }
    }

    /// A number that is there even when 0, for optional fields.
    mutating func explicit(_ field: Int, _ value: UInt64) {
        writer.varint(UInt64(field) << 3)
        writer.varint(value)
    }

    /// Bytes; left out when empty.
    mutating func bytes(_ field: Int, _ value: [UInt8]) {
        if !value.isEmpty { message(field, value) }
    }

    /// An encoded message, there even when empty.
    mutating func message(_ field: Int, _ value: [UInt8]) {
        writer.varint(UInt64(field) << 3 | 2)
        writer.lengthPrefixed(value)
    }
}
