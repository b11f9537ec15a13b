public import ConsensusCore
public import ProtobufCoding
public import QuorumCertificates

/// A record of the write-ahead log: an input of the core, with the block content that came with it.
///
/// One field, by kind: begin = 1, proposal = 2, vote = 3, built = 4, verdict = 5, timeout = 6. The first record of a
/// log is the height that it belongs to: height = 7.
public enum LoggedInput: Hashable, Sendable {
    case height(Height)
    case input(Input, content: [UInt8])

    /// The largest record: a content and what is around it.
    public static let byteCountMax = WireLimits.contentBytesMax + (64 << 10)

    /// The record.
    public var bytes: [UInt8] {
        var inner = ProtobufWriter(), writer = ProtobufWriter()
        switch self {
        case .height(let height):
            inner.number(1, height.value)
            writer.message(7, inner.bytes)
        case .input(.begin(let height), _):
            inner.number(1, height.value)
            writer.message(1, inner.bytes)
        case .input(.proposal(let proposal), let content):
            inner.message(1, proposal.wireBytes)
            inner.bytes(2, content)
            writer.message(2, inner.bytes)
        case .input(.vote(let vote), _): writer.message(3, vote.wireBytes)
        case .input(.built(let height, let round, let block), let content):
            LoggedInput.place(height, round, block, in: &inner)
            inner.bytes(4, content)
            writer.message(4, inner.bytes)
        case .input(.verdict(let height, let round, let block, let isValid), _):
            LoggedInput.place(height, round, block, in: &inner)
            inner.number(4, isValid ? 1 : 0)
            writer.message(5, inner.bytes)
        case .input(.timeout(let timeout), _):
            inner.number(1, timeout.height.value)
            inner.number(2, UInt64(timeout.round.value))
            inner.number(3, UInt64(timeout.kind.rawValue))
            writer.message(6, inner.bytes)
        }
        return writer.bytes
    }

    private static func place(_ height: Height, _ round: Round, _ block: BlockID, in writer: inout ProtobufWriter) {
        writer.number(1, height.value)
        writer.number(2, UInt64(round.value))
        writer.message(3, block.wireBytes)
    }

    /// Decodes a record.
    public init(bytes: [UInt8]) throws(WireError) {
        var reader = ProtobufReader(bytes)
        guard let kind = try reader.next() else { throw .missingField(1) }
        let body = try reader.message(max: LoggedInput.byteCountMax)
        guard try reader.next() == nil else { throw .trailingBytes }
        if kind == 3 {
            self = .input(.vote(try SignedVote(wireBytes: body)), content: [])
            return
        }
        let fields = try LoggedFields(body, kind: kind)
        switch kind {
        case 1: self = .input(.begin(fields.height), content: [])
        case 2:
            guard let proposal = fields.proposal else { throw .missingField(1) }
            self = .input(.proposal(proposal), content: fields.content)
        case 4:
            guard let block = fields.block else { throw .missingField(3) }
            self = .input(.built(height: fields.height, round: fields.round, block: block), content: fields.content)
        case 5:
            guard let block = fields.block else { throw .missingField(3) }
            self = .input(
                .verdict(height: fields.height, round: fields.round, block: block, isValid: fields.flag == 1),
                content: [])
        case 6:
            guard let timer = Timeout.Kind(rawValue: UInt8(fields.flag)) else { throw .outOfRange(field: 3) }
            let timeout = Timeout(kind: timer, height: fields.height, round: fields.round)
            self = .input(.timeout(timeout), content: [])
        case 7: self = .height(fields.height)
        default: throw .unexpectedField(kind)
        }
    }
}

/// The fields of a log record, whichever its kind has.
private struct LoggedFields {
    var height = Height(0)
    var round = Round.zero
    var block: BlockID?
    var proposal: SignedProposal?
    var content: [UInt8] = []
    var flag: UInt64 = 0

    init(_ bytes: [UInt8], kind: Int) throws(WireError) {
        var reader = ProtobufReader(bytes)
        while let field = try reader.next() {
            switch (kind, field) {
            case (2, 1): proposal = try SignedProposal(wireBytes: try reader.message(max: 64 << 10))
            case (2, 2): content = try reader.bytes(max: WireLimits.contentBytesMax)
            case (_, 1): height = Height(try reader.number())
            case (4...6, 2): round = Round(UInt32(truncatingIfNeeded: try reader.number(max: UInt64(UInt32.max))))
            case (4...5, 3): block = try BlockID(wireBytes: try reader.message(max: 64))
            case (6, 3): flag = try reader.number(max: 2)
            case (4, 4): content = try reader.bytes(max: WireLimits.contentBytesMax)
            case (5, 4): flag = try reader.number(max: 1)
            default: throw .unexpectedField(field)
            }
        }
    }
}
