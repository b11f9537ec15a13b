public import ByteCoding
import FiniteFields

extension Event: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.value(from)
        writer.felts(keys)
        writer.felts(data)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            from: try ContractAddress(from: &reader), keys: try reader.felts(max: ModelLimits.feltsMax),
            data: try reader.felts(max: ModelLimits.feltsMax))
    }
}

extension MessageToL1: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.value(from)
        writer.felt(to)
        writer.felts(payload)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            from: try ContractAddress(from: &reader), to: try reader.felt(),
            payload: try reader.felts(max: ModelLimits.feltsMax))
    }
}

extension ExecutionStatus: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        switch self {
        case .succeeded: writer.u8(0)
        case .reverted(let reason):
            writer.u8(1)
            writer.lengthPrefixed(reason)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.u8() {
        case 0: self = .succeeded
        case 1: self = .reverted(reason: try reader.lengthPrefixed(max: ModelLimits.reasonBytesMax))
        default: throw .notCanonical
        }
    }
}

extension GasVector: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.u64(l1Gas)
        writer.u64(l1DataGas)
        writer.u64(l2Gas)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(l1Gas: try reader.u64(), l1DataGas: try reader.u64(), l2Gas: try reader.u64())
    }
}

extension TransactionReceipt: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.felt(transactionHash)
        writer.u128(actualFee)
        writer.value(status)
        writer.values(messages)
        writer.values(events)
        writer.value(gas)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            transactionHash: try reader.felt(), actualFee: try reader.u128(),
            status: try ExecutionStatus(from: &reader),
            messages: try reader.values(MessageToL1.self, max: ModelLimits.eventsMax),
            events: try reader.values(Event.self, max: ModelLimits.eventsMax), gas: try GasVector(from: &reader))
    }
}
