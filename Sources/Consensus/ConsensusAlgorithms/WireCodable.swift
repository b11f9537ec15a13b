public import ProtobufCoding

/// Something with one encoding, as a Protobuf message: decoding is strict, so whatever decodes encodes to the same bytes.
public protocol WireCodable {
    /// The message.
    var wireBytes: [UInt8] { get }
    /// Decodes a message.
    init(wireBytes: [UInt8]) throws(WireError)
}
