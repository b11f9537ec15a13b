public import ByteCoding
import FiniteFields
import ProtobufCoding
public import QuorumCertificates
public import StarknetModel

/// Everything a verifier needs to judge one block, as one bounded binary file: the browser gets exactly this.
///
/// Nothing in it is trusted; every hash is computed again.
public struct BlockBundle: Sendable, Equatable {
    /// The block with transactions, receipts and state diff.
    public var block: Block
    /// Headers of the blocks before, the parent first: as many as the block-hash map needs, at least the parent.
    public var ancestors: [BlockHeader]
    public var classes: [BundledClass]
    /// Encoded as validators send and store it.
    public var certificate: QuorumCertificate
    /// The proof file.
    public var proof: [UInt8]

    public init(
        block: Block, ancestors: [BlockHeader], classes: [BundledClass], certificate: QuorumCertificate, proof: [UInt8]
    ) {
        self.block = block
        self.ancestors = ancestors
        self.classes = classes
        self.certificate = certificate
        self.proof = proof
    }

    /// The first bytes: format and version.
    public static let magic: [UInt8] = Array("STARLBB2".utf8)
    /// The largest bundle that is read, bytes.
    public static let bytesMax = 96 << 20
    static let classesMax = 256
}

extension BlockBundle: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.raw(BlockBundle.magic)
        writer.value(block)
        writer.values(ancestors)
        writer.values(classes)
        writer.lengthPrefixed(certificate.wireBytes)
        writer.lengthPrefixed(proof)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.bytes(count: BlockBundle.magic.count) == BlockBundle.magic else { throw .notCanonical }
        self.init(
            block: try Block(from: &reader),
            ancestors: try reader.values(BlockHeader.self, max: VerifierConfiguration.ancestorsMax),
            classes: try reader.values(BundledClass.self, max: BlockBundle.classesMax),
            certificate: try BlockBundle.certificate(try reader.lengthPrefixed(max: QuorumCertificate.wireBytesMax)),
            proof: try reader.lengthPrefixed(max: BlockProof.bytesMax))
    }

    private static func certificate(_ bytes: [UInt8]) throws(ByteCodingError) -> QuorumCertificate {
        do throws(WireError) { return try QuorumCertificate(wireBytes: bytes) } catch { throw .notCanonical }
    }
}
