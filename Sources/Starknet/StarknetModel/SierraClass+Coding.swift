public import ByteCoding
import FiniteFields

extension SierraClass.EntryPoint: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.felt(selector)
        writer.u64(functionIndex)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(selector: try reader.felt(), functionIndex: try reader.u64())
    }
}

extension SierraClass: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.felts(program)
        writer.lengthPrefixed(contractClassVersion)
        writer.values(external)
        writer.values(l1Handler)
        writer.values(constructor)
        writer.lengthPrefixed(abi)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let max = ModelLimits.feltsMax
        self.init(
            program: try reader.felts(max: ModelLimits.programFeltsMax),
            contractClassVersion: try reader.lengthPrefixed(max: 32),
            external: try reader.values(EntryPoint.self, max: max),
            l1Handler: try reader.values(EntryPoint.self, max: max),
            constructor: try reader.values(EntryPoint.self, max: max),
            abi: try reader.lengthPrefixed(max: ModelLimits.abiBytesMax))
    }
}
