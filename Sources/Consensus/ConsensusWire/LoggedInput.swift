public import ConsensusAlgorithms
public import ProtobufCoding
import QuorumCertificates

/// A record of the write-ahead log: an input of the algorithm, with the block content that came with it.
///
/// One field, by kind: begin = 1, offer = 2 (`{ message = 1, content = 2 }`), message without content = 3, built = 4,
/// verdict = 5, timer = 6. The first record of a log is the snapshot that it begins from: snapshot = 7. What is in 3, 6, 7
/// and the message of 2 belongs to the algorithm.
public enum LoggedInput<Algorithm: ConsensusAlgorithm>: Hashable, Sendable {
    case snapshot(Algorithm.Snapshot)
    case input(ConsensusInput<Algorithm>, content: [UInt8])

    /// The record.
    public var bytes: [UInt8] {
        var inner = ProtobufWriter(), writer = ProtobufWriter()
        switch self {
        case .snapshot(let snapshot): writer.message(7, snapshot.wireBytes)
        case .input(.begin(let height), _):
            inner.number(1, height.value)
            writer.message(1, inner.bytes)
        case .input(.message(let message), let content):
            if message.offer == nil {
                writer.message(3, message.wireBytes)
            } else {
                inner.message(1, message.wireBytes)
                inner.bytes(2, content)
                writer.message(2, inner.bytes)
            }
        case .input(.built(let offer), let content):
            LoggedFields.write(offer, to: &inner)
            inner.bytes(4, content)
            writer.message(4, inner.bytes)
        case .input(.verdict(let offer, let verdict), _):
            LoggedFields.write(offer, to: &inner)
            inner.number(4, UInt64(verdict.rawValue))
            writer.message(5, inner.bytes)
        case .input(.timer(let timer), _): writer.message(6, timer.wireBytes)
        }
        return writer.bytes
    }

    /// Decodes a record.
    public init(bytes: [UInt8]) throws(WireError) {
        var reader = ProtobufReader(bytes)
        guard let kind = try reader.next() else { throw .missingField(1) }
        let body = try reader.message(max: WireLimits.recordBytesMax)
        guard try reader.next() == nil else { throw .trailingBytes }
        switch kind {
        case 3: self = .input(.message(try Algorithm.Message(wireBytes: body, isOffer: false)), content: [])
        case 6: self = .input(.timer(try Algorithm.Timer(wireBytes: body)), content: [])
        case 7: self = .snapshot(try Algorithm.Snapshot(wireBytes: body))
        case 1, 2, 4, 5:
            let fields = try LoggedFields(body, kind: kind)
            switch kind {
            case 1: self = .input(.begin(fields.height), content: [])
            case 2:
                guard let bytes = fields.message else { throw .missingField(1) }
                let message = try Algorithm.Message(wireBytes: bytes, isOffer: true)
                self = .input(.message(message), content: fields.content)
            case 4: self = .input(.built(try fields.offer()), content: fields.content)
            default: self = .input(.verdict(try fields.offer(), fields.verdict), content: [])
            }
        default: throw .unexpectedField(kind)
        }
    }
}

/// The fields of a log record, whichever its kind has. An offer is height = 1, round = 2, block = 3.
private struct LoggedFields {
    var height = Height(0)
    var round = Round.zero
    var block: BlockID?
    var message: [UInt8]?
    var content: [UInt8] = []
    var verdict = OfferVerdict.invalid

    static func write(_ offer: BlockOffer, to writer: inout ProtobufWriter) {
        writer.number(1, offer.place.height.value)
        writer.number(2, UInt64(offer.place.round.value))
        writer.message(3, offer.block.wireBytes)
    }

    init(_ bytes: [UInt8], kind: Int) throws(WireError) {
        var reader = ProtobufReader(bytes)
        while let field = try reader.next() {
            switch (kind, field) {
            case (2, 1): message = try reader.message(max: WireLimits.offerBytesMax)
            case (2, 2): content = try reader.bytes(max: WireLimits.contentBytesMax)
            case (_, 1): height = Height(try reader.number())
            case (4...5, 2): round = Round(UInt32(truncatingIfNeeded: try reader.number(max: UInt64(UInt32.max))))
            case (4...5, 3): block = try BlockID(wireBytes: try reader.message(max: 64))
            case (4, 4): content = try reader.bytes(max: WireLimits.contentBytesMax)
            case (5, 4):
                let value = try reader.number(max: UInt64(OfferVerdict.untimely.rawValue))
                verdict = OfferVerdict(rawValue: UInt8(value)) ?? .invalid
            default: throw .unexpectedField(field)
            }
        }
    }

    func offer() throws(WireError) -> BlockOffer {
        guard let block else { throw .missingField(3) }
        return BlockOffer(height: height, round: round, block: block)
    }
}
