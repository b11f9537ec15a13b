public import ConsensusAlgorithms
public import ProtobufCoding
public import QuorumCertificates

/// Two messages of one validator that exclude each other, signatures included: anyone can check them.
///
/// validator = 1, height = 2, round = 3, first = 4, second = 5, first_content = 6, second_content = 7: messages as they are
/// sent, and for those that offer a block the SHA-256 of its content, which is signed with them.
public struct EquivocationEvidence: Hashable, Sendable {
    public let validator: ValidatorIndex
    public let height: Height
    public let round: Round
    /// The messages as they are sent.
    public let first: [UInt8]
    public let second: [UInt8]
    /// The digests of the contents that they offer; empty where there is none.
    public let firstContent: [UInt8]
    public let secondContent: [UInt8]

    /// What two messages make; `digest` of the content that a message offers, empty for one that offers none.
    public init<Message: ConsensusMessage>(_ first: Message, _ second: Message, digest: (Message) -> [UInt8]) {
        validator = first.sender
        height = first.place.height
        round = first.place.round
        self.first = first.wireBytes
        self.second = second.wireBytes
        firstContent = digest(first)
        secondContent = digest(second)
    }

    public var wireBytes: [UInt8] {
        var writer = ProtobufWriter()
        writer.number(1, UInt64(validator.value))
        writer.number(2, height.value)
        writer.number(3, UInt64(round.value))
        writer.bytes(4, first)
        writer.bytes(5, second)
        writer.bytes(6, firstContent)
        writer.bytes(7, secondContent)
        return writer.bytes
    }

    /// Decodes evidence of at most `WireLimits.evidenceBytesMax` bytes. Nothing is checked.
    public init(wireBytes: [UInt8]) throws(WireError) {
        guard wireBytes.count <= WireLimits.evidenceBytesMax else { throw .tooLong(field: 0) }
        var reader = ProtobufReader(wireBytes)
        var numbers: [UInt32: UInt64] = [:], parts: [UInt32: [UInt8]] = [:]
        while let field = try reader.next() {
            switch field {
            case 1: numbers[1] = try reader.number(max: UInt64(ValidatorSet.countMax - 1))
            case 2: numbers[2] = try reader.number()
            case 3: numbers[3] = try reader.number(max: UInt64(UInt32.max))
            case 4, 5: parts[UInt32(field)] = try reader.bytes(max: WireLimits.evidenceBytesMax)
            case 6, 7: parts[UInt32(field)] = try reader.bytes(max: 32)
            default: throw .unexpectedField(field)
            }
        }
        guard let first = parts[4] else { throw .missingField(4) }
        guard let second = parts[5] else { throw .missingField(5) }
        validator = ValidatorIndex(Int(numbers[1] ?? 0))
        height = Height(numbers[2] ?? 0)
        round = Round(UInt32(truncatingIfNeeded: numbers[3] ?? 0))
        self.first = first
        self.second = second
        firstContent = parts[6] ?? []
        secondContent = parts[7] ?? []
    }
}
