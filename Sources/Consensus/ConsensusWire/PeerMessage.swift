public import ConsensusAlgorithms
public import ProtobufCoding
public import QuorumCertificates

/// One frame between two validators: exactly one of the fields below.
///
/// hello = 1, message = 2, stream = 3, summary = 4, block_request = 5, decided_block = 6, transaction = 7, evidence = 8. What is in
/// 2, 4, the start of 3 and the certificate of 6 belongs to the algorithm.
public enum PeerMessage<Algorithm: ConsensusAlgorithm>: Hashable, Sendable {
    /// The first frame in each direction: protocol version and signing domain.
    case hello(version: UInt32, domain: [UInt8])
    /// A message that offers no block.
    case message(Algorithm.Message)
    /// A piece of a message that offers a block, with the block's content.
    case stream(StreamMessage<Algorithm>)
    case summary(Algorithm.Summary)
    /// "Send me the decided block of this height."
    case blockRequest(Height)
    /// A decided block: its certificate and its content.
    case decidedBlock(Algorithm.Certificate, content: [UInt8])
    /// A transaction for the pool, in the application's encoding.
    case transaction([UInt8])
    /// What a validator signed that it must not.
    case evidence(EquivocationEvidence)

    /// The version of the protocol between nodes.
    public static var version: UInt32 { 1 }

    /// The frame.
    public var wireBytes: [UInt8] {
        var inner = ProtobufWriter(), writer = ProtobufWriter()
        switch self {
        case .hello(let version, let domain):
            inner.number(1, UInt64(version))
            inner.bytes(2, domain)
            writer.message(1, inner.bytes)
        case .message(let message): writer.message(2, message.wireBytes)
        case .stream(let message): writer.message(3, message.wireBytes)
        case .summary(let summary): writer.message(4, summary.wireBytes)
        case .blockRequest(let height):
            inner.number(1, height.value)
            writer.message(5, inner.bytes)
        case .decidedBlock(let certificate, let content):
            return PeerMessage.decidedBlockBytes(certificate: certificate.wireBytes, content: content)
        case .transaction(let bytes): writer.message(7, bytes)
        case .evidence(let evidence): writer.message(8, evidence.wireBytes)
        }
        return writer.bytes
    }

    /// The frame of a decided block, whose certificate the application kept as bytes.
    public static func decidedBlockBytes(certificate: [UInt8], content: [UInt8]) -> [UInt8] {
        var inner = ProtobufWriter(), writer = ProtobufWriter()
        inner.message(1, certificate)
        inner.bytes(2, content)
        writer.message(6, inner.bytes)
        return writer.bytes
    }

    /// Decodes a frame.
    public init(wireBytes: [UInt8]) throws(WireError) {
        guard wireBytes.count <= WireLimits.frameBytesMax else { throw .tooLong(field: 0) }
        var reader = ProtobufReader(wireBytes)
        guard let field = try reader.next() else { throw .missingField(1) }
        let body = try reader.message(max: WireLimits.frameBytesMax)
        guard try reader.next() == nil else { throw .trailingBytes }
        switch field {
        case 1: self = try PeerMessage.hello(body)
        case 2: self = .message(try Algorithm.Message(wireBytes: body, isOffer: false))
        case 3: self = .stream(try StreamMessage(wireBytes: body))
        case 4: self = .summary(try Algorithm.Summary(wireBytes: body))
        case 5: self = try PeerMessage.blockRequest(body)
        case 6: self = try PeerMessage.decidedBlock(body)
        case 7:
            guard (1...WireLimits.transactionBytesMax).contains(body.count) else { throw .tooLong(field: 7) }
            self = .transaction(body)
        case 8: self = .evidence(try EquivocationEvidence(wireBytes: body))
        default: throw .unexpectedField(field)
        }
    }

    private static func hello(_ bytes: [UInt8]) throws(WireError) -> PeerMessage {
        var reader = ProtobufReader(bytes)
        var version: UInt64 = 0, domain: [UInt8] = []
        while let field = try reader.next() {
            switch field {
            case 1: version = try reader.number(max: UInt64(UInt32.max))
            case 2: domain = try reader.bytes(max: 32)
            default: throw .unexpectedField(field)
            }
        }
        return .hello(version: UInt32(truncatingIfNeeded: version), domain: domain)
    }

    private static func blockRequest(_ bytes: [UInt8]) throws(WireError) -> PeerMessage {
        var reader = ProtobufReader(bytes)
        var height: UInt64 = 0
        while let field = try reader.next() {
            guard field == 1 else { throw .unexpectedField(field) }
            height = try reader.number()
        }
        return .blockRequest(Height(height))
    }

    private static func decidedBlock(_ bytes: [UInt8]) throws(WireError) -> PeerMessage {
        var reader = ProtobufReader(bytes)
        var certificate: Algorithm.Certificate?
        var content: [UInt8] = []
        while let field = try reader.next() {
            switch field {
            case 1:
                certificate = try Algorithm.Certificate(
                    wireBytes: try reader.message(max: WireLimits.certificateBytesMax))
            case 2: content = try reader.bytes(max: WireLimits.contentBytesMax)
            default: throw .unexpectedField(field)
            }
        }
        guard let certificate else { throw .missingField(1) }
        return .decidedBlock(certificate, content: content)
    }
}
