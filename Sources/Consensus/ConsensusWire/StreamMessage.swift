public import ConsensusAlgorithms
public import ProtobufCoding

/// One piece on its way of a message that offers a block, after `StreamMessage` of Starknet's p2p specification: parts of one stream are
/// numbered from 0, the last one is the end mark.
///
/// content = 1 (`ProposalPart`) or fin = 2 (empty), stream_id = 3 (`{ height = 1, round = 2, number = 3 }`),
/// message_id = 4.
public struct StreamMessage<Algorithm: ConsensusAlgorithm>: Hashable, Sendable {
    /// What a piece carries. `ProposalPart`: init = 1, fin = 2, transactions = 3, each as bytes here.
    public enum Part: Hashable, Sendable {
        /// The message as signed, and the number of content bytes that follow.
        case start(Algorithm.Message, contentByteCount: Int)
        /// The next bytes of the content.
        case content([UInt8])
        /// Everything was sent.
        case end
    }

    /// Tells streams of one sender apart.
    public let streamNumber: UInt64
    public let messageNumber: UInt64
    public let part: Part

    public init(streamNumber: UInt64, messageNumber: UInt64, part: Part) {
        self.streamNumber = streamNumber
        self.messageNumber = messageNumber
        self.part = part
    }

    /// Cuts a message and its content into pieces.
    public static func pieces(
        of message: Algorithm.Message, content: [UInt8], streamNumber: UInt64
    ) -> [StreamMessage] {
        var parts: [Part] = [.start(message, contentByteCount: content.count)]
        var offset = 0
        while offset < content.count {
            let end = min(content.count, offset + WireLimits.partBytesMax)
            parts.append(.content(Array(content[offset..<end])))
            offset = end
        }
        parts.append(.end)
        return parts.enumerated().map {
            StreamMessage(streamNumber: streamNumber, messageNumber: UInt64($0.offset), part: $0.element)
        }
    }

    /// The message.
    public var wireBytes: [UInt8] {
        var content = ProtobufWriter()
        switch part {
        case .start(let message, let count):
            var start = ProtobufWriter()
            start.message(1, message.wireBytes)
            start.number(2, UInt64(count))
            content.message(1, start.bytes)
        case .content(let bytes): content.bytes(3, bytes)
        case .end: break
        }
        var writer = ProtobufWriter()
        if case .end = part { writer.message(2, []) } else { writer.message(1, content.bytes) }
        writer.number(3, streamNumber)
        writer.number(4, messageNumber)
        return writer.bytes
    }

    /// Decodes a message.
    public init(wireBytes: [UInt8]) throws(WireError) {
        var reader = ProtobufReader(wireBytes)
        var part: Part?
        var stream: UInt64 = 0, message: UInt64 = 0
        while let field = try reader.next() {
            switch field {
            case 1: part = try StreamMessage.part(try reader.message(max: WireLimits.frameBytesMax))
            case 2:
                guard part == nil else { throw .unexpectedField(2) }
                guard try reader.message(max: 0).isEmpty else { throw .tooLong(field: 2) }
                part = .end
            case 3: stream = try reader.number()
            case 4: message = try reader.number()
            default: throw .unexpectedField(field)
            }
        }
        guard let part else { throw .missingField(1) }
        self.init(streamNumber: stream, messageNumber: message, part: part)
    }

    private static func part(_ bytes: [UInt8]) throws(WireError) -> Part {
        var reader = ProtobufReader(bytes)
        var part: Part?
        while let field = try reader.next() {
            guard part == nil else { throw .unexpectedField(field) }
            switch field {
            case 1: part = try start(try reader.message(max: 64 << 10))
            case 3: part = .content(try reader.bytes(max: WireLimits.partBytesMax))
            default: throw .unexpectedField(field)
            }
        }
        guard let part else { throw .missingField(1) }
        return part
    }

    private static func start(_ bytes: [UInt8]) throws(WireError) -> Part {
        var reader = ProtobufReader(bytes)
        var message: Algorithm.Message?
        var count: UInt64 = 0
        while let field = try reader.next() {
            switch field {
            case 1:
                message = try Algorithm.Message(
                    wireBytes: try reader.message(max: WireLimits.offerBytesMax), isOffer: true)
            case 2: count = try reader.number(max: UInt64(WireLimits.contentBytesMax))
            default: throw .unexpectedField(field)
            }
        }
        guard let message else { throw .missingField(1) }
        return .start(message, contentByteCount: Int(count))
    }
}
