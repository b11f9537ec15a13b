import ByteCoding
import CasmModel
import FiniteFields

/// What a compiler in a process of its own answers.
enum CompilerAnswer: Equatable {
    case made(LoadableClass)
    case refused(String)

    /// Bytes of an answer, and of what says why there is none.
    static let bytesMax = 32 << 20
    static let reasonBytesMax = 4_096

    var bytes: [UInt8] {
        var writer = ByteWriter()
        switch self {
        case .made(let loadable):
            writer.u8(1)
            writer.array(loadable.entries) { writer, entry in
                writer.u8(entry.type.rawValue)
                writer.felt(entry.selector)
                writer.lengthPrefixed(Array(entry.export.utf8))
            }
            writer.lengthPrefixed(loadable.object)
        case .refused(let reason):
            writer.u8(0)
            writer.lengthPrefixed(Array(reason.utf8.prefix(CompilerAnswer.reasonBytesMax)))
        }
        return writer.bytes
    }

    init(_ bytes: [UInt8]) throws(ByteCodingError) {
        var reader = ByteReader(bytes)
        if try reader.bool() {
            let entries = try reader.array(max: 3 * CompilerRequest.entryPointsMax, itemBytesMin: 34) {
                (reader) throws(ByteCodingError) in
                guard let type = EntryPointType(rawValue: try reader.u8()) else { throw .notCanonical }
                let selector = try reader.felt()
                let export = try reader.lengthPrefixed(max: LoadableClass.exportBytesMax)
                return LoadableClass.Entry(
                    type: type, selector: selector, export: String(decoding: export, as: UTF8.self))
            }
            self = .made(
                LoadableClass(object: try reader.lengthPrefixed(max: CompilerAnswer.bytesMax), entries: entries))
        } else {
            let reason = try reader.lengthPrefixed(max: CompilerAnswer.reasonBytesMax)
            self = .refused(String(decoding: reason, as: UTF8.self))
        }
        try reader.finish()
    }
}
