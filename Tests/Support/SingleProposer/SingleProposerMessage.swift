public import ConsensusAlgorithms
public import ProtobufCoding
public import QuorumCertificates

/// What a validator signs: an offer of a block, or the acknowledgement of one.
public struct SingleProposerStatement: ConsensusStatement {
    public enum Kind: UInt8, Sendable {
        case offer = 0
        case acknowledgement = 1
    }

    public let kind: Kind
    public let height: Height
    public let block: BlockID
    public let validator: ValidatorIndex

    public init(kind: Kind, height: Height, block: BlockID, validator: ValidatorIndex) {
        self.kind = kind
        self.height = height
        self.block = block
        self.validator = validator
    }

    public var position: SigningPosition {
        SigningPosition(major: height.value, round: .zero, step: kind.rawValue)
    }

    public var offer: BlockOffer? {
        kind == .offer ? BlockOffer(height: height, round: .zero, block: block) : nil
    }

    public func signingBytes(domain: [UInt8], contentDigest: [UInt8]) -> [UInt8] {
        let tag = kind == .offer ? "TEST-OFFER" : "TEST-ACKNOWLEDGEMENT"
        return SigningBytes.placed(tag, domain, height, .zero) + block.bytes + contentDigest
    }

    public func signed(_ signature: [UInt8]) -> SingleProposerMessage {
        SingleProposerMessage(statement: self, signature: signature)
    }
}

/// A signed statement. height = 1, block = 2 (`Hash`), validator = 3, signature = 4; its kind follows from where it stands.
public struct SingleProposerMessage: ConsensusMessage {
    public let statement: SingleProposerStatement
    public let signature: [UInt8]

    public var sender: ValidatorIndex { statement.validator }
    public var place: BlockPlace { BlockPlace(height: statement.height, round: .zero) }
    public var position: SigningPosition { statement.position }
    public var offer: BlockOffer? { statement.offer }

    public func signatures(domain: [UInt8], contentDigest: [UInt8]) -> [ClaimedSignature] {
        let bytes = statement.signingBytes(domain: domain, contentDigest: contentDigest)
        return [ClaimedSignature(validator: sender, signedBytes: bytes, signature: signature)]
    }

    public var wireBytes: [UInt8] {
        var writer = ProtobufWriter()
        writer.number(1, statement.height.value)
        writer.message(2, statement.block.wireBytes)
        writer.number(3, UInt64(sender.value))
        writer.bytes(4, signature)
        return writer.bytes
    }

    public init(wireBytes: [UInt8], isOffer: Bool) throws(WireError) {
        var reader = ProtobufReader(wireBytes)
        var height: UInt64 = 0, validator: UInt64 = 0
        var block: BlockID?
        var signature: [UInt8] = []
        while let field = try reader.next() {
            switch field {
            case 1: height = try reader.number()
            case 2: block = try BlockID(wireBytes: try reader.message(max: 64))
            case 3: validator = try reader.number(max: UInt64(ValidatorSet.countMax - 1))
            case 4: signature = try reader.bytes(max: 64)
            default: throw .unexpectedField(field)
            }
        }
        guard let block else { throw .missingField(2) }
        statement = SingleProposerStatement(
            kind: isOffer ? .offer : .acknowledgement, height: Height(height), block: block,
            validator: ValidatorIndex(Int(validator)))
        self.signature = signature
    }

    init(statement: SingleProposerStatement, signature: [UInt8]) {
        self.statement = statement
        self.signature = signature
    }
}
