import BlockPrograms
import ByteCoding
import CasmModel
import FiniteFields
import StarknetModel

/// The manifest's binary form (block program §9). Builtin lists and coverage are left out: a verifier takes them from the
/// classes.
enum ManifestCoding {
    static let classesMax = 1 << 12

    static func write(_ manifest: BlockManifest, to writer: inout ByteWriter) {
        writer.array(manifest.classHashes) { writer, hash in writer.felt(hash) }
        writer.array(manifest.frames) { writer, frame in write(frame, to: &writer) }
    }

    static func read(_ reader: inout ByteReader) throws(ByteCodingError) -> BlockManifest {
        let classes = try reader.array(max: classesMax, itemBytesMin: 32) { (reader) throws(ByteCodingError) in
            try reader.felt()
        }
        let frames = try reader.array(max: BlockProgramLimits.framesMax, itemBytesMin: 12) {
            (reader) throws(ByteCodingError) in try frame(&reader)
        }
        return BlockManifest(classHashes: classes, frames: frames)
    }

    private static func number(_ value: Int, _ writer: inout ByteWriter) {
        writer.varint(UInt64(truncatingIfNeeded: max(0, value)))
    }

    /// A number that offsets, counts and indices may have.
    private static func number(_ reader: inout ByteReader) throws(ByteCodingError) -> Int {
        let value = try reader.varint()
        guard value < UInt64(BlockProgramLimits.cellsMax) else { throw .notCanonical }
        return Int(value)
    }

    private static func write(_ range: CellRange, to writer: inout ByteWriter) {
        number(range.offset, &writer)
        number(range.count, &writer)
    }

    private static func range(_ reader: inout ByteReader) throws(ByteCodingError) -> CellRange {
        CellRange(offset: try number(&reader), count: try number(&reader))
    }

    private static func write(_ frame: FrameManifest, to writer: inout ByteWriter) {
        for value in [frame.transaction, frame.classIndex, frame.entryOffset] { number(value, &writer) }
        writer.varint(frame.gasIn)
        writer.varint(frame.gasOut)
        writer.bool(frame.failed)
        write(frame.transcript, to: &writer)
        write(frame.calldata, to: &writer)
        for builtin in Builtin.proven { number(frame.usage[builtin], &writer) }
        writer.bool(frame.returned.isPlaced)
        write(frame.returned.range, to: &writer)
        writer.array(frame.asserts) { writer, array in
            number(array.cell, &writer)
            writer.bool(array.hasEnd)
            write(array.expected, to: &writer)
        }
        writer.optional(frame.arena) { writer, arena in
            for value in [arena.base, arena.operations, arena.dictionaries, arena.infos] { number(value, &writer) }
        }
    }

    private static func frame(_ reader: inout ByteReader) throws(ByteCodingError) -> FrameManifest {
        let transaction = try number(&reader), classIndex = try number(&reader), entry = try number(&reader)
        let gasIn = try reader.varint(), gasOut = try reader.varint(), failed = try reader.bool()
        let transcript = try range(&reader), calldata = try range(&reader)
        var usage = BuiltinCounts()
        for builtin in Builtin.proven { usage[builtin] = try number(&reader) }
        let returned = ReturnedData(isPlaced: try reader.bool(), range: try range(&reader))
        let asserts = try reader.array(max: 1 << 16, itemBytesMin: 4) { (reader) throws(ByteCodingError) in
            AssertedArray(cell: try number(&reader), hasEnd: try reader.bool(), expected: try range(&reader))
        }
        let arena = try reader.optional { (reader) throws(ByteCodingError) in
            ArenaManifest(
                base: try number(&reader), operations: try number(&reader), dictionaries: try number(&reader),
                infos: try number(&reader))
        }
        return FrameManifest(
            transaction: transaction, classIndex: classIndex, entryOffset: entry, builtins: [], gasIn: gasIn,
            gasOut: gasOut, failed: failed, transcript: transcript, calldata: calldata, usage: usage,
            returned: returned, asserts: asserts, arena: arena, isCovered: false)
    }
}
