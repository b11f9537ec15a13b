public import ByteCoding
import FiniteFields

extension StateDiff.Write: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.value(key)
        writer.felt(value)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(key: try StorageKey(from: &reader), value: try reader.felt())
    }
}

extension StateDiff.DeclaredClass: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.value(classHash)
        writer.value(compiledClassHash)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(classHash: try ClassHash(from: &reader), compiledClassHash: try CompiledClassHash(from: &reader))
    }
}

extension StateDiff: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.array(storage) { writer, entry in
            writer.value(entry.address)
            writer.values(entry.value)
        }
        Self.encode(deployedContracts, to: &writer)
        Self.encode(replacedClasses, to: &writer)
        writer.values(declaredClasses)
        Self.encode(nonces, to: &writer)
    }

    private static func encode<Value: ByteCodable>(_ entries: [Entry<Value>], to writer: inout ByteWriter) {
        writer.array(entries) { writer, entry in
            writer.value(entry.address)
            writer.value(entry.value)
        }
    }

    private static func entries<Value: ByteCodable>(
        _ type: Value.Type, from reader: inout ByteReader
    ) throws(ByteCodingError) -> [Entry<Value>] {
        try reader.array(max: ModelLimits.diffEntriesMax, itemBytesMin: 64) { (reader) throws(ByteCodingError) in
            Entry(address: try ContractAddress(from: &reader), value: try Value(from: &reader))
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let max = ModelLimits.diffEntriesMax
        let storage = try reader.array(max: max, itemBytesMin: 97) { (reader) throws(ByteCodingError) in
            Entry(address: try ContractAddress(from: &reader), value: try reader.values(Write.self, max: max))
        }
        let read = StateDiff(
            canonical: storage, deployedContracts: try Self.entries(ClassHash.self, from: &reader),
            replacedClasses: try Self.entries(ClassHash.self, from: &reader),
            declaredClasses: try reader.values(DeclaredClass.self, max: max),
            nonces: try Self.entries(Felt252.self, from: &reader))
        guard read.isCanonical else { throw .notCanonical }
        self = read
    }
}
