public import ConsensusAlgorithms
public import ProtobufCoding
public import QuorumCertificates

/// A quorum of acknowledgements. height = 1, block = 2 (`Hash`), signatures = 3 (repeated `{ validator = 1, bytes = 2 }`).
public struct SingleProposerCertificate: FinalityCertificate {
    public let height: Height
    public let block: BlockID
    public let signatures: [QuorumCertificate.Signature]

    public var round: Round { .zero }

    public func signingBytes(domain: [UInt8]) -> [UInt8] {
        SingleProposerStatement(
            kind: .acknowledgement, height: height, block: block, validator: SingleProposer.proposer
        )
        .signingBytes(domain: domain, contentDigest: [])
    }

    public var wireBytes: [UInt8] {
        var writer = ProtobufWriter()
        writer.number(1, height.value)
        writer.message(2, block.wireBytes)
        for signature in signatures {
            var entry = ProtobufWriter()
            entry.number(1, UInt64(signature.validator.value))
            entry.bytes(2, signature.bytes)
            writer.message(3, entry.bytes)
        }
        return writer.bytes
    }

    public init(wireBytes: [UInt8]) throws(WireError) {
        var reader = ProtobufReader(wireBytes)
        var height: UInt64 = 0
        var block: BlockID?
        var signatures: [QuorumCertificate.Signature] = []
        while let field = try reader.next(repeated: 3) {
            switch field {
            case 1: height = try reader.number()
            case 2: block = try BlockID(wireBytes: try reader.message(max: 64))
            case 3: signatures.append(try Self.signature(try reader.message(max: 128)))
            default: throw .unexpectedField(field)
            }
        }
        guard let block else { throw .missingField(2) }
        self.init(height: Height(height), block: block, signatures: signatures)
    }

    private static func signature(_ bytes: [UInt8]) throws(WireError) -> QuorumCertificate.Signature {
        var reader = ProtobufReader(bytes)
        var signature = QuorumCertificate.Signature(validator: ValidatorIndex(0), bytes: [])
        while let field = try reader.next() {
            switch field {
            case 1:
                let index = try reader.number(max: UInt64(ValidatorSet.countMax - 1))
                signature.validator = ValidatorIndex(Int(index))
            case 2: signature.bytes = try reader.bytes(max: 64)
            default: throw .unexpectedField(field)
            }
        }
        return signature
    }

    init(height: Height, block: BlockID, signatures: [QuorumCertificate.Signature]) {
        self.height = height
        self.block = block
        self.signatures = signatures
    }
}

/// height = 1, has_offer = 2, acknowledgements = 3 and 4 (low and high word of the bitmap).
public struct SingleProposerSummary: ConsensusSummary {
    public let height: Height
    let hasOffer: Bool
    let acknowledgements: ValidatorBitmap

    public var wireBytes: [UInt8] {
        var writer = ProtobufWriter()
        writer.number(1, height.value)
        writer.number(2, hasOffer ? 1 : 0)
        writer.number(3, acknowledgements.low)
        writer.number(4, acknowledgements.high)
        return writer.bytes
    }

    public init(wireBytes: [UInt8]) throws(WireError) {
        var reader = ProtobufReader(wireBytes)
        var height: UInt64 = 0, flag: UInt64 = 0
        var voters = ValidatorBitmap()
        while let field = try reader.next() {
            switch field {
            case 1: height = try reader.number()
            case 2: flag = try reader.number(max: 1)
            case 3: voters.low = try reader.number()
            case 4: voters.high = try reader.number()
            default: throw .unexpectedField(field)
            }
        }
        self.init(height: Height(height), hasOffer: flag == 1, acknowledgements: voters)
    }

    init(height: Height, hasOffer: Bool, acknowledgements: ValidatorBitmap) {
        self.height = height
        self.hasOffer = hasOffer
        self.acknowledgements = acknowledgements
    }
}

extension NoTimer: WireCodable {
    public var wireBytes: [UInt8] { [] }
    /// Nothing reads as a timer.
    public init(wireBytes: [UInt8]) throws(WireError) { throw .unexpectedField(0) }
}
