public import ByteCoding
public import FiniteFields

extension ContractAddress: ByteCodable {
    public func encode(to writer: inout ByteWriter) { writer.felt(felt) }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard let address = ContractAddress(try reader.felt()) else { throw .notCanonical }
        self = address
    }
}

extension StorageKey: ByteCodable {
    public func encode(to writer: inout ByteWriter) { writer.felt(felt) }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard let key = StorageKey(try reader.felt()) else { throw .notCanonical }
        self = key
    }
}

extension ClassHash: ByteCodable {
    public func encode(to writer: inout ByteWriter) { writer.felt(felt) }
    public init(from reader: inout ByteReader) throws(ByteCodingError) { self.init(try reader.felt()) }
}

extension CompiledClassHash: ByteCodable {
    public func encode(to writer: inout ByteWriter) { writer.felt(felt) }
    public init(from reader: inout ByteReader) throws(ByteCodingError) { self.init(try reader.felt()) }
}

extension Felt252: ByteCodable {
    public func encode(to writer: inout ByteWriter) { writer.felt(self) }
    public init(from reader: inout ByteReader) throws(ByteCodingError) { self = try reader.felt() }
}
