public import ByteCoding
import FiniteFields
public import StarknetModel

extension ArrayLocation: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        func numbers(_ kind: UInt8, _ values: Int...) {
            writer.u8(kind)
            for value in values { writer.varint(UInt64(truncatingIfNeeded: max(0, value))) }
        }
        switch self {
        case .allocation(let ordinal, let offset): numbers(0, ordinal, offset)
        case .calldata(let offset): numbers(1, offset)
        case .code(let offset): numbers(2, offset)
        case .response(let systemCall, let value, let offset): numbers(3, systemCall, value, offset)
        case .number(let felt):
            writer.u8(4)
            writer.felt(felt)
        case .elsewhere: writer.u8(5)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.u8() {
        case 0: self = .allocation(ordinal: try reader.smallNumber(), offset: try reader.smallNumber())
        case 1: self = .calldata(offset: try reader.smallNumber())
        case 2: self = .code(offset: try reader.smallNumber())
        case 3:
            self = .response(
                systemCall: try reader.smallNumber(), value: try reader.smallNumber(), offset: try reader.smallNumber())
        case 4: self = .number(try reader.felt())
        case 5: self = .elsewhere
        default: throw .notCanonical
        }
    }
}

extension RecordedArray: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.felts(content)
        writer.value(location)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            content: try reader.felts(max: RecordingLimits.feltsMax), location: try ArrayLocation(from: &reader))
    }
}

extension ByteReader {
    /// A number that indices and offsets of recordings may have.
    mutating func smallNumber() throws(ByteCodingError) -> Int {
        let value = try varint()
        guard value < 1 << 32 else { throw .notCanonical }
        return Int(value)
    }
}

extension ByteWriter {
    mutating func smallNumber(_ value: Int) { varint(UInt64(truncatingIfNeeded: max(0, value))) }
}
