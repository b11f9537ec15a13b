import ConsensusAlgorithms
public import ProtobufCoding
import QuorumCertificates

/// height = 1, round = 2, prevotes = 3 and 4, precommits = 5 and 6 (low and high word of the bitmaps),
/// proposals = 7 (repeated `Hash`).
extension HeightSummary {
    /// The message.
    public var wireBytes: [UInt8] {
        var writer = ProtobufWriter()
        writer.number(1, height.value)
        writer.number(2, UInt64(round.value))
        writer.number(3, prevotes.low)
        writer.number(4, prevotes.high)
        writer.number(5, precommits.low)
        writer.number(6, precommits.high)
        for block in proposals.prefix(HeightSummary.proposalsMax) { writer.message(7, block.wireBytes) }
        return writer.bytes
    }

    /// Decodes a message.
    public init(wireBytes: [UInt8]) throws(WireError) {
        var reader = ProtobufReader(wireBytes)
        var height: UInt64 = 0, round: UInt64 = 0
        var prevotes = ValidatorBitmap(), precommits = ValidatorBitmap()
        var proposals: [BlockID] = []
        while let field = try reader.next(repeated: 7) {
            switch field {
            case 1: height = try reader.number()
            case 2: round = try reader.number(max: UInt64(UInt32.max))
            case 3: prevotes.low = try reader.number()
            case 4: prevotes.high = try reader.number()
            case 5: precommits.low = try reader.number()
            case 6: precommits.high = try reader.number()
            case 7:
                guard proposals.count < HeightSummary.proposalsMax else { throw .tooLong(field: 7) }
                proposals.append(try BlockID(wireBytes: try reader.message(max: 64)))
            default: throw .unexpectedField(field)
            }
        }
        self.init(
            height: Height(height), round: Round(UInt32(truncatingIfNeeded: round)), proposals: proposals,
            prevotes: prevotes, precommits: precommits)
    }
}
