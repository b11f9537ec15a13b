public import ProtobufCoding
public import QuorumCertificates

/// What an algorithm remembers when its log is cut.
public protocol ConsensusSnapshot: WireCodable, Hashable, Sendable {
    /// The height being decided: the blocks before it are stored.
    var height: Height { get }
    /// The snapshot of a machine that knows nothing but the stored blocks.
    init(height: Height)
}

/// The snapshot of algorithms that decide one height after the other and take nothing along. height = 1.
public struct HeightSnapshot: ConsensusSnapshot {
    public let height: Height

    public init(height: Height) { self.height = height }

    public var wireBytes: [UInt8] {
        var writer = ProtobufWriter()
        writer.number(1, height.value)
        return writer.bytes
    }

    public init(wireBytes: [UInt8]) throws(WireError) {
        var reader = ProtobufReader(wireBytes)
        var height: UInt64 = 0
        while let field = try reader.next() {
            guard field == 1 else { throw .unexpectedField(field) }
            height = try reader.number()
        }
        self.init(height: Height(height))
    }
}
