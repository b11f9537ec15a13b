public import ByteCoding
import FiniteFields
public import StarknetModel
public import StateTries

/// A file that shows one thing about a chain to someone who knows nothing of it but the fingerprint of what its verifiers pin:
/// that a transaction is in a block and how it ended, or what a storage cell holds after a block.
///
/// It carries the whole configuration and the whole bundle of the block, so that the check is that of `BlockVerifier` and needs no
/// network. Nothing in it is trusted, and it has one encoding (`Docs/Receipts.md`).
public struct PortableReceipt: Sendable, Equatable {
    /// What the receipt is about.
    public enum Subject: Sendable, Equatable {
        /// The transaction at this place of the block, from 0.
        case transaction(Int)
        /// A cell of the state after the block, with an opening of that state.
        case storage(StorageCell, StateOpening)
    }

    /// What verifiers of the chain pin.
    public var configuration: VerifierConfiguration
    public var subject: Subject
    /// The block with everything that it is verified with.
    public var bundle: BlockBundle

    public init(configuration: VerifierConfiguration, subject: Subject, bundle: BlockBundle) {
        self.configuration = configuration
        self.subject = subject
        self.bundle = bundle
    }

    /// The first bytes: kind and version.
    public static let magic: [UInt8] = Array("STARLRC1".utf8)
    /// The largest receipt that is read, bytes: a bundle, and an opening of one cell.
    public static let bytesMax = 97 << 20
    static let configurationBytesMax = 64 << 10
}

extension PortableReceipt: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.raw(PortableReceipt.magic)
        writer.lengthPrefixed(configuration.encoded)
        switch subject {
        case .transaction(let index):
            writer.u8(0)
            writer.u32(UInt32(clamping: index))
        case .storage(let cell, let opening):
            writer.u8(1)
            writer.value(cell.address)
            writer.value(cell.key)
            writer.value(opening)
        }
        writer.lengthPrefixed(bundle.encoded)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.bytes(count: PortableReceipt.magic.count) == PortableReceipt.magic else { throw .notCanonical }
        let configuration = try VerifierConfiguration(
            decoding: try reader.lengthPrefixed(max: PortableReceipt.configurationBytesMax))
        let subject: Subject
        switch try reader.u8() {
        case 0:
            // Compared with the block's transactions, which are fewer.
            guard let index = Int(exactly: try reader.u32()) else { throw .notCanonical }
            subject = .transaction(index)
        case 1:
            let cell = StorageCell(address: try ContractAddress(from: &reader), key: try StorageKey(from: &reader))
            subject = .storage(cell, try StateOpening(from: &reader))
        default: throw .notCanonical
        }
        let bundle = try BlockBundle(decoding: try reader.lengthPrefixed(max: BlockBundle.bytesMax))
        self.init(configuration: configuration, subject: subject, bundle: bundle)
    }
}
