public import ByteCoding
import FiniteFields
import ProtobufCoding
import ProtocolRules
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
    /// Classes of the state before that the block used.
    public var classes: [BundledClass]
    /// Classes that the block declares, in the order of its transactions.
    public var declarations: [BundledDeclaration]
    /// Why the block is final; in the file as validators send and store it.
    public var certificate: QuorumCertificate
    /// The proof file.
    public var proof: [UInt8]

    public init(
        block: Block, ancestors: [BlockHeader], classes: [BundledClass], declarations: [BundledDeclaration] = [],
        certificate: QuorumCertificate, proof: [UInt8]
    ) {
        self.block = block
        self.ancestors = ancestors
        self.classes = classes
        self.declarations = declarations
        self.certificate = certificate
        self.proof = proof
    }

    /// The first bytes: format and version. A bundle with declarations has a version of its own, so that those without have
    /// the form that they always had.
    public static let magic: [UInt8] = Array("STARLBB2".utf8)
    static let declaringMagic: [UInt8] = Array("STARLBB3".utf8)
    /// The largest bundle that is read, bytes.
    public static let bytesMax = 96 << 20
    /// The most classes of a bundle, used and declared each.
    public static let classesMax = 256

    /// How many ancestors the bundle of a block must have, and may have: the parent, or back to the one whose parent's hash
    /// enters the block-hash map.
    public static func ancestorCount(ofBlock number: UInt64) -> Int {
        if number == 0 { return 0 }
        return agedBlock(of: number) == nil ? 1 : VerifierConfiguration.ancestorsMax
    }
}

extension BlockBundle: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.raw(declarations.isEmpty ? BlockBundle.magic : BlockBundle.declaringMagic)
        writer.value(block)
        writer.values(ancestors)
        writer.values(classes)
        if !declarations.isEmpty { writer.values(declarations) }
        writer.lengthPrefixed(certificate.wireBytes)
        writer.lengthPrefixed(proof)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let magic = try reader.bytes(count: BlockBundle.magic.count)
        let declares = magic == BlockBundle.declaringMagic
        guard declares || magic == BlockBundle.magic else { throw .notCanonical }
        let block = try Block(from: &reader)
        let ancestors = try reader.values(BlockHeader.self, max: VerifierConfiguration.ancestorsMax)
        let classes = try reader.values(BundledClass.self, max: BlockBundle.classesMax)
        var declarations: [BundledDeclaration] = []
        if declares {
            declarations = try reader.values(BundledDeclaration.self, max: BlockBundle.classesMax)
            guard !declarations.isEmpty else { throw .notCanonical }
        }
        self.init(
            block: block, ancestors: ancestors, classes: classes, declarations: declarations,
            certificate: try BlockBundle.certificate(try reader.lengthPrefixed(max: QuorumCertificate.wireBytesMax)),
            proof: try reader.lengthPrefixed(max: BlockProof.bytesMax))
    }

    private static func certificate(_ bytes: [UInt8]) throws(ByteCodingError) -> QuorumCertificate {
        do throws(WireError) { return try QuorumCertificate(wireBytes: bytes) } catch { throw .notCanonical }
    }
}
