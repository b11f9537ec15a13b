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
    public var blockNumber: UInt64
    public var manifest: BlockManifest
    /// Transactions whose execution was aborted: they have no frames after validation, and their revert is trusted.
    public var abortedTransactions: [Int]
    /// The program's cells behind the code area, as they are after the run.
    public var data: [Felt252]
    public var opening: StateOpening
    /// Its claim's program is empty.
    public var cairo: CairoProof

    public init(
        blockNumber: UInt64, manifest: BlockManifest, abortedTransactions: [Int], data: [Felt252],
        opening: StateOpening,
        cairo: CairoProof
    ) {
        self.blockNumber = blockNumber
        self.manifest = manifest
        self.abortedTransactions = abortedTransactions
        self.data = data
        self.opening = opening
        self.cairo = cairo
    }

    /// The first bytes of a proof file: its kind and version.
    public static let magic: [UInt8] = Array("STARLPF1".utf8)
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
        var stripped = cairo
        stripped.claim.publicData.program = []
        guard let words = stripped.words() else { return nil }
        var writer = ByteWriter()
        writer.raw(BlockProof.magic)
        writer.u64(blockNumber)
        ManifestCoding.write(manifest, to: &writer)
        writer.array(abortedTransactions) { writer, index in writer.varint(UInt64(clamping: index)) }
        writer.array(data) { writer, felt in writer.felt(felt) }
        opening.encode(to: &writer)
        writer.count(words.count)
        for word in words {
            if word < UInt64(BlockProof.wide) {
                writer.u32(UInt32(truncatingIfNeeded: word))
            } else {
                writer.u32(BlockProof.wide)
                writer.u64(word)
            }
        }
        writer.raw(SHA256.hash(writer.bytes))
        return writer.bytes
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
        do { cairo = try CairoProof(words: parts.words, variant: .canonicalSmall) } catch {
            throw .proofEncoding(error)
        }
        blockNumber = parts.blockNumber
        manifest = parts.manifest
        abortedTransactions = parts.abortedTransactions
        data = parts.data
        opening = parts.opening
    }

    /// What a file holds, before the proof's words are read.
    private struct Parts {
        let blockNumber: UInt64, manifest: BlockManifest, abortedTransactions: [Int], data: [Felt252]
        let opening: StateOpening, words: [UInt64]

        init(_ bytes: ArraySlice<UInt8>) throws(ByteCodingError) {
            var reader = ByteReader(bytes)
            try reader.skip(count: BlockProof.magic.count)
            blockNumber = try reader.u64()
            manifest = try ManifestCoding.read(&reader)
            abortedTransactions = try reader.array(max: 1 << 14) { (reader) throws(ByteCodingError) -> Int in
                guard let index = Int(exactly: try reader.varint()) else { throw .notCanonical }
                return index
            }
            data = try reader.array(max: BlockProgramLimits.cellsMax, itemBytesMin: 32) {
                (reader) throws(ByteCodingError) in try reader.felt()
            }
            opening = try StateOpening(from: &reader)
            words = try reader.array(max: BlockProof.wordsMax, itemBytesMin: 4) {
                (reader) throws(ByteCodingError) -> UInt64 in
                let word = try reader.u32()
                if word != BlockProof.wide { return UInt64(word) }
                let wide = try reader.u64()
                guard wide >= UInt64(BlockProof.wide) else { throw .notCanonical }
                return wide
            }
            try reader.finish()
        }
    }
}
