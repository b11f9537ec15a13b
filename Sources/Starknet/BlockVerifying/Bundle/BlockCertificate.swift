public import ByteCoding
public import StarknetModel

/// The quorum certificate of a block as a verifier reads it: precommit signatures of one round over the block hash.
public struct BlockCertificate: Sendable, Equatable {
    public struct Signature: Sendable, Equatable {
        public var validator: Int
        /// 64 bytes of Ed25519.
        public var bytes: [UInt8]

        public init(validator: Int, bytes: [UInt8]) {
            self.validator = validator
            self.bytes = bytes
        }
    }

    public var height: UInt64
    public var round: UInt32
    /// In the order of the committee.
    public var signatures: [Signature]

    public init(height: UInt64, round: UInt32, signatures: [Signature]) {
        self.height = height
        self.round = round
        self.signatures = signatures
    }

    /// The bytes a validator signed (`ConsensusCore.SigningBytes`): tag, chain id, height, round, kind precommit, block.
    public static func signedBytes(chainID: [UInt8], height: UInt64, round: UInt32, blockHash: [UInt8]) -> [UInt8] {
        var bytes = Array("STARLING-VOTE-1".utf8) + chainID
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: height >> UInt64(shift)))
        }
        for shift in stride(from: 24, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: round >> UInt32(shift)))
        }
        bytes += [1, 1]
        return bytes + blockHash
    }
}

extension BlockCertificate: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.u64(height)
        writer.u32(round)
        writer.array(signatures) { writer, signature in
            writer.u8(UInt8(clamping: signature.validator))
            writer.lengthPrefixed(signature.bytes)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            height: try reader.u64(), round: try reader.u32(),
            signatures: try reader.array(max: VerifierConfiguration.validatorsMax, itemBytesMin: 65) {
                (reader) throws(ByteCodingError) in
                Signature(validator: Int(try reader.u8()), bytes: try reader.lengthPrefixed(max: 64))
            })
    }
}
