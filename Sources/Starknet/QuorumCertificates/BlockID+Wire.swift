public import ProtobufCoding

/// `Hash { bytes elements = 1 }`, as consensus messages name a block.
extension BlockID {
    /// The message.
    public var wireBytes: [UInt8] {
        var writer = ProtobufWriter()
        writer.bytes(1, bytes)
        return writer.bytes
    }

    /// Decodes a message.
    public init(wireBytes: [UInt8]) throws(WireError) {
        var reader = ProtobufReader(wireBytes)
        var block: BlockID?
        while let field = try reader.next() {
            guard field == 1 else { throw .unexpectedField(field) }
            block = BlockID(bytes: try reader.bytes(max: BlockID.byteCount))
        }
        guard let block else { throw .missingField(1) }
        self = block
    }
}
