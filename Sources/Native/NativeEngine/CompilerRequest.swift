import ByteCoding
import FiniteFields
import SierraToCasm

/// What a compiler in a process of its own is asked.
struct CompilerRequest: Equatable {
    /// The felts of a program, and the entry points of a kind, at most.
    static let programFeltsMax = 1 << 18
    static let entryPointsMax = 1 << 14
    /// Bytes of a request.
    static let bytesMax = 16 << 20

    var contract: SierraContract
    /// Begins the names of what the class exports.
    var tag: String

    static func == (a: CompilerRequest, b: CompilerRequest) -> Bool { a.bytes == b.bytes }

    init(_ contract: SierraContract, tag: String) {
        self.contract = contract
        self.tag = tag
    }

    /// The encoded request.
    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.lengthPrefixed(Array(tag.utf8))
        writer.felts(contract.program)
        for list in [contract.external, contract.l1Handler, contract.constructor] {
            writer.array(list) { writer, entry in
                writer.felt(entry.selector)
                writer.varint(entry.function)
            }
        }
        return writer.bytes
    }

    init(_ bytes: [UInt8]) throws(ByteCodingError) {
        var reader = ByteReader(bytes)
        tag = String(decoding: try reader.lengthPrefixed(max: LoadableClass.exportBytesMax), as: UTF8.self)
        let program = try reader.felts(max: CompilerRequest.programFeltsMax)
        func list(_ reader: inout ByteReader) throws(ByteCodingError) -> [SierraContract.EntryPoint] {
            try reader.array(max: CompilerRequest.entryPointsMax, itemBytesMin: 33) {
                (reader) throws(ByteCodingError) in
                SierraContract.EntryPoint(selector: try reader.felt(), function: try reader.varint())
            }
        }
        let external = try list(&reader), l1Handler = try list(&reader), constructor = try list(&reader)
        contract = SierraContract(
            program: program, external: external, l1Handler: l1Handler, constructor: constructor)
        try reader.finish()
    }
}
