public import ByteCoding
import CasmModel
import FiniteFields
public import StarknetModel

extension FrameRecording: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.felt(classHash)
        writer.u8(type.rawValue)
        writer.felt(selector)
        writer.smallNumber(offset)
        writer.array(builtins) { writer, builtin in writer.u8(builtin.rawValue) }
        writer.felt(address)
        writer.felt(caller)
        writer.bool(isValidation)
        writer.felts(calldata)
        writer.varint(gasIn)
        writer.varint(gasOut)
        writer.bool(failed)
        writer.value(returned)
        writer.array(usage) { writer, entry in
            writer.u8(entry.builtin.rawValue)
            writer.varint(entry.instances)
        }
        writer.varint(steps)
        writer.values(allocations)
        writer.values(systemCalls)
        writer.optional(arena) { writer, arena in writer.value(arena) }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        func builtin(_ reader: inout ByteReader) throws(ByteCodingError) -> Builtin {
            guard let builtin = Builtin(rawValue: try reader.u8()) else { throw .notCanonical }
            return builtin
        }
        let classHash = try reader.felt()
        guard let type = EntryPointType(rawValue: try reader.u8()) else { throw .notCanonical }
        self.init(
            classHash: classHash, type: type, selector: try reader.felt(), offset: try reader.smallNumber(),
            builtins: try reader.array(max: 12, itemBytesMin: 1, builtin), address: try reader.felt(),
            caller: try reader.felt(), isValidation: try reader.bool(),
            calldata: try reader.felts(max: RecordingLimits.feltsMax), gasIn: try reader.varint(),
            gasOut: try reader.varint(), failed: try reader.bool(), returned: try RecordedArray(from: &reader),
            usage: try reader.array(max: 12, itemBytesMin: 2) { (reader) throws(ByteCodingError) in
                BuiltinUsage(builtin: try builtin(&reader), instances: try reader.varint())
            },
            steps: try reader.varint(),
            allocations: try reader.values(RecordedAllocation.self, max: RecordingLimits.allocationsMax),
            systemCalls: try reader.values(SystemCallRecording.self, max: RecordingLimits.systemCallsMax),
            arena: try reader.optional { (reader) throws(ByteCodingError) in try ArenaRecording(from: &reader) })
    }
}

extension RecordedAllocation: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.smallNumber(ordinal)
        writer.bool(holdsPointers)
        writer.array(content) { writer, cell in
            writer.optional(cell) { writer, felt in writer.felt(felt) }
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let ordinal = try reader.smallNumber(), holdsPointers = try reader.bool()
        let content = try reader.array(max: RecordingLimits.feltsMax, itemBytesMin: 1) {
            (reader) throws(ByteCodingError) in
            try reader.optional { (reader) throws(ByteCodingError) in try reader.felt() }
        }
        self.init(ordinal: ordinal, content: content, holdsPointers: holdsPointers)
    }
}

extension ArenaRecording: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.smallNumber(operations)
        writer.array(counts) { writer, step in
            writer.smallNumber(step.created)
            writer.smallNumber(step.squashed)
        }
        writer.array(dictionarySizes) { writer, size in writer.smallNumber(size) }
        writer.array(finalizations) { writer, index in writer.smallNumber(index) }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let max = RecordingLimits.dictionariesMax
        self.init(
            operations: try reader.smallNumber(),
            counts: try reader.array(max: 2 * max + 1, itemBytesMin: 2) { (reader) throws(ByteCodingError) in
                DictionaryCounts(created: try reader.smallNumber(), squashed: try reader.smallNumber())
            },
            dictionarySizes: try reader.array(max: max) { (reader) throws(ByteCodingError) in try reader.smallNumber()
            },
            finalizations: try reader.array(max: max) { (reader) throws(ByteCodingError) in try reader.smallNumber() })
    }
}
