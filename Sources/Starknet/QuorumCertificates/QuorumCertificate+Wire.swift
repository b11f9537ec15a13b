public import ProtobufCoding

/// height = 1, round = 2, block = 3 (`Hash`), signatures = 4 (repeated `{ validator = 1, signature = 2 }`).
extension QuorumCertificate {
    /// The longest message: `countMax` signatures of at most 70 bytes each, and what is around them.
    public static let wireBytesMax = 64 << 10

    /// The message; also the form in which nodes store it and bundles carry it.
    public var wireBytes: [UInt8] {
        var writer = ProtobufWriter()
        writer.number(1, height.value)
        writer.number(2, UInt64(round.value))
        writer.message(3, block.wireBytes)
        for signature in signatures {
            var entry = ProtobufWriter()
            entry.number(1, UInt64(signature.validator.value))
            entry.bytes(2, signature.bytes)
            writer.message(4, entry.bytes)
        }
        return writer.bytes
    }

    /// Decodes a message. Nothing is checked about weight or signatures: see `check`.
    public init(wireBytes: [UInt8]) throws(WireError) {
        var reader = ProtobufReader(wireBytes)
        var height: UInt64 = 0, round: UInt64 = 0
        var block: BlockID?
        var signatures: [Signature] = []
        while let field = try reader.next(repeated: 4) {
            switch field {
            case 1: height = try reader.number()
            case 2: round = try reader.number(max: UInt64(UInt32.max))
            case 3: block = try BlockID(wireBytes: try reader.message(max: 64))
            case 4:
                guard signatures.count < ValidatorSet.countMax else { throw .tooLong(field: 4) }
                signatures.append(try QuorumCertificate.signature(try reader.message(max: 128)))
            default: throw .unexpectedField(field)
            }
        }
        guard let block else { throw .missingField(3) }
        self.init(
            height: Height(height), round: Round(UInt32(truncatingIfNeeded: round)), block: block,
            signatures: signatures)
    }

    private static func signature(_ bytes: [UInt8]) throws(WireError) -> Signature {
        var reader = ProtobufReader(bytes)
        var validator: UInt64 = 0
        var signature: [UInt8] = []
        while let field = try reader.next() {
            switch field {
            case 1: validator = try reader.number(max: UInt64(ValidatorSet.countMax - 1))
            case 2: signature = try reader.bytes(max: 64)
            default: throw .unexpectedField(field)
            }
        }
        guard signature.count == 64 else { throw .missingField(2) }
        return Signature(validator: ValidatorIndex(Int(validator)), bytes: signature)
    }
}
