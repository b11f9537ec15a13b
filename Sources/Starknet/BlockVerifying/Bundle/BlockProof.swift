public import BlockPrograms
import ByteCoding
import CairoAIR
public import CairoVerifying
public import FiniteFields
import SHA2
public import StateTries

/// A block's proof file: manifest, data area, openings of the previous state, and the Cairo proof without the program,
/// which every verifier rebuilds (block program §9).
///
/// Nothing in it is trusted. The format has a version, every list a bound, and one encoding.
public struct BlockProof: Sendable, Equatable {
    /// The block that the file is about.
    public var blockNumber: UInt64
    /// What determines the program's code.
    public var manifest: BlockManifest
    /// The program's cells behind the code area, as they are after the run.
    public var data: [Felt252]
    public var opening: StateOpening
    /// Its claim's program is empty. Nil for a block without transactions: there is nothing to prove.
    public var cairo: CairoProof?

    public init(
        blockNumber: UInt64, manifest: BlockManifest, data: [Felt252], opening: StateOpening, cairo: CairoProof?
    ) {
        self.blockNumber = blockNumber
        self.manifest = manifest
        self.data = data
        self.opening = opening
        self.cairo = cairo
    }

    /// What stands in a proof's place for a block without transactions, of which only the previous state is opened.
    public static func withoutTransactions(blockNumber: UInt64, opening: StateOpening) -> BlockProof {
        BlockProof(
            blockNumber: blockNumber, manifest: BlockManifest(classHashes: [], frames: []), data: [], opening: opening,
            cairo: nil)
    }

    /// The first bytes of a proof file: its kind and version.
    public static let magic: [UInt8] = Array("STARLPF2".utf8)
    /// A proof file may not be larger.
    public static let bytesMax = 64 << 20
    static let wordsMax = 1 << 23
    /// SHA-256 over everything before it ends a file.
    static let checksumBytes = 32
    /// Marks a word of 64 bits among words of 32.
    static let wide: UInt32 = .max
}

extension BlockProof {
    /// The file's bytes; nil when the claim lacks a segment, which no block program does.
    public func encoded() -> [UInt8]? {
        var words: [UInt64]?
        if var stripped = cairo {
            stripped.claim.publicData.program = []
            words = stripped.words()
            guard words != nil else { return nil }
        }
        var writer = ByteWriter()
        writer.raw(BlockProof.magic)
        writer.u64(blockNumber)
        ManifestCoding.write(manifest, to: &writer)
        writer.array(data) { writer, felt in writer.felt(felt) }
        opening.encode(to: &writer)
        writer.optional(words) { writer, words in BlockProof.write(words, to: &writer) }
        writer.raw(SHA256.hash(writer.bytes))
        return writer.bytes
    }

    private static func write(_ words: [UInt64], to writer: inout ByteWriter) {
        writer.count(words.count)
        for word in words {
            if word < UInt64(BlockProof.wide) {
                writer.u32(UInt32(truncatingIfNeeded: word))
            } else {
                writer.u32(BlockProof.wide)
                writer.u64(word)
            }
        }
    }

    private static func words(_ reader: inout ByteReader) throws(ByteCodingError) -> [UInt64] {
        try reader.array(max: BlockProof.wordsMax, itemBytesMin: 4) { (reader) throws(ByteCodingError) -> UInt64 in
            let word = try reader.u32()
            if word != BlockProof.wide { return UInt64(word) }
            let wide = try reader.u64()
            guard wide >= UInt64(BlockProof.wide) else { throw .notCanonical }
            return wide
        }
    }

    /// Reads a file.
    public init(decoding bytes: [UInt8]) throws(BlockRejection) {
        guard bytes.starts(with: BlockProof.magic) else { throw .version }
        // The checksum finds damage in parts that no check depends on, such as an opening of more than was read. It is
        // no protection against forgery: everything a verdict says is checked for itself.
        let count = bytes.count - BlockProof.checksumBytes
        guard count > 0, SHA256.hash(bytes[..<count]) == Array(bytes[count...]) else { throw .checksum }
        let parts: Parts
        do { parts = try Parts(bytes[..<count]) } catch { throw .encoding(error) }
        if let words = parts.words {
            do { cairo = try CairoProof(words: words, variant: .canonicalSmall) } catch { throw .proofEncoding(error) }
        }
        blockNumber = parts.blockNumber
        manifest = parts.manifest
        data = parts.data
        opening = parts.opening
    }

    /// What a file holds, before the proof's words are read.
    private struct Parts {
        let blockNumber: UInt64, manifest: BlockManifest, data: [Felt252], opening: StateOpening
        let words: [UInt64]?

        init(_ bytes: ArraySlice<UInt8>) throws(ByteCodingError) {
            var reader = ByteReader(bytes)
            try reader.skip(count: BlockProof.magic.count)
            blockNumber = try reader.u64()
            manifest = try ManifestCoding.read(&reader)
            data = try reader.array(max: BlockProgramLimits.cellsMax, itemBytesMin: 32) {
                (reader) throws(ByteCodingError) in try reader.felt()
            }
            opening = try StateOpening(from: &reader)
            words = try reader.optional { (reader) throws(ByteCodingError) in try BlockProof.words(&reader) }
            try reader.finish()
        }
    }
}
