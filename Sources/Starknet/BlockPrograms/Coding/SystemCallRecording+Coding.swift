public import ByteCoding
import FiniteFields
public import StarknetModel

extension SystemCallRecording: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.u8(call.rawValue)
        writer.varint(gas)
        writer.values(request)
        writer.varint(gasLeft)
        writer.bool(failed)
        writer.values(response)
        writer.optional(callee) { writer, callee in writer.smallNumber(callee) }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard let call = SystemCall(rawValue: try reader.u8()) else { throw .notCanonical }
        self.init(
            call: call, gas: try reader.varint(),
            request: try reader.values(Request.self, max: RecordingLimits.itemsMax), gasLeft: try reader.varint(),
            failed: try reader.bool(), response: try reader.values(Response.self, max: RecordingLimits.itemsMax),
            callee: try reader.optional { (reader) throws(ByteCodingError) in try reader.smallNumber() })
    }
}

extension SystemCallRecording.Request: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        switch self {
        case .felt(let felt):
            writer.u8(0)
            writer.felt(felt)
        case .array(let array):
            writer.u8(1)
            writer.value(array)
        case .cells(let array):
            writer.u8(2)
            writer.value(array)
        case .handle(let systemCall, let value):
            writer.u8(3)
            writer.smallNumber(systemCall)
            writer.smallNumber(value)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.u8() {
        case 0: self = .felt(try reader.felt())
        case 1: self = .array(try RecordedArray(from: &reader))
        case 2: self = .cells(try RecordedArray(from: &reader))
        case 3: self = .handle(systemCall: try reader.smallNumber(), value: try reader.smallNumber())
        default: throw .notCanonical
        }
    }
}

extension SystemCallRecording.Response: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        func list(_ kind: UInt8, _ felts: [Felt252]) {
            writer.u8(kind)
            writer.felts(felts)
        }
        switch self {
        case .felt(let felt):
            writer.u8(0)
            writer.felt(felt)
        case .array(let felts): list(1, felts)
        case .cells(let felts): list(2, felts)
        case .point(let felts): list(3, felts)
        case .executionInfo: writer.u8(4)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.u8() {
        case 0: self = .felt(try reader.felt())
        case 1: self = .array(try reader.felts(max: RecordingLimits.feltsMax))
        case 2: self = .cells(try reader.felts(max: RecordingLimits.feltsMax))
        case 3: self = .point(try reader.felts(max: 4))
        case 4: self = .executionInfo
        default: throw .notCanonical
        }
    }
}
