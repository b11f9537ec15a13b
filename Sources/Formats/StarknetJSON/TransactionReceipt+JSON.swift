import ByteCoding
public import FiniteFields
public import JSONCoding
public import StarknetModel

/// Where a transaction stands on its way: names of the RPC.
public enum FinalityStatus: String, Sendable {
    case received = "RECEIVED"
    case candidate = "CANDIDATE"
    case preConfirmed = "PRE_CONFIRMED"
    case acceptedOnL2 = "ACCEPTED_ON_L2"
    case acceptedOnL1 = "ACCEPTED_ON_L1"
}

/// The block that a receipt stands in.
public struct ReceiptPlace: Sendable {
    /// Nil of a block that is not decided yet.
    public var blockHash: Felt252?
    public var blockNumber: UInt64

    public init(blockHash: Felt252?, blockNumber: UInt64) {
        self.blockHash = blockHash
        self.blockNumber = blockNumber
    }
}

extension Event {
    /// Writes the members of an EVENT.
    public func writeMembers(to w: inout JSONWriter) {
        w.field("from_address", felt: from.felt)
        w.field("keys", felts: keys)
        w.field("data", felts: data)
    }

    /// Writes an EVENT.
    public func write(to writer: inout JSONWriter) {
        writer.object { w in writeMembers(to: &w) }
    }

    /// Reads an EVENT.
    public init(json: JSONValue) throws(JSONError) {
        self.init(
            from: try ContractAddress(json: try json.member("from_address")), keys: try json.member("keys").felts(),
            data: try json.member("data").felts())
    }
}

extension MessageToL1 {
    /// Writes a MSG_TO_L1.
    public func write(to writer: inout JSONWriter) {
        writer.object { w in
            w.field("from_address", felt: from.felt)
            w.field("to_address", felt: to)
            w.field("payload", felts: payload)
        }
    }

    init(json: JSONValue) throws(JSONError) {
        self.init(
            from: try ContractAddress(json: try json.member("from_address")), to: try json.member("to_address").felt(),
            payload: try json.member("payload").felts())
    }
}

extension TransactionReceipt {
    /// Writes a TXN_RECEIPT; with the block it is in where the shape names it.
    public func write(
        to writer: inout JSONWriter, transaction: Transaction, finality: FinalityStatus = .acceptedOnL2,
        place: ReceiptPlace?
    ) {
        writer.object { w in
            w.field("type", string: "\(transaction.kind.name)")
            w.field("transaction_hash", felt: transactionHash)
            w.key("actual_fee")
            w.object { w in
                w.field("amount", hex: actualFee)
                w.field("unit", string: transaction.kind == .l1Handler ? "WEI" : "FRI")
            }
            w.key("messages_sent")
            w.array(messages) { w, message in message.write(to: &w) }
            w.key("events")
            w.array(events) { w, event in event.write(to: &w) }
            w.key("execution_resources")
            w.object { w in
                w.field("l1_gas", integer: gas.l1Gas)
                w.field("l1_data_gas", integer: gas.l1DataGas)
                w.field("l2_gas", integer: gas.l2Gas)
            }
            w.field("finality_status", string: finality.rawValue)
            status.writeMembers(to: &w, reasonKey: "revert_reason")
            switch transaction {
            case .deployAccount(let deployment): w.field("contract_address", felt: deployment.sender.felt)
            case .l1Handler(let handler): w.field("message_hash", string: "0x" + HexBytes.encode(handler.messageHash))
            case .invoke, .declare: break
            }
            if let place {
                if let hash = place.blockHash {
                    w.field("block_hash", felt: hash)
                }
                w.field("block_number", integer: place.blockNumber)
            }
        }
    }

    /// Reads a TXN_RECEIPT.
    public init(json: JSONValue) throws(JSONError) {
        let resources = try json.member("execution_resources")
        var events: [Event] = []
        for event in try json.member("events").array() { events.append(try Event(json: event)) }
        var messages: [MessageToL1] = []
        for message in try json.member("messages_sent").array() { messages.append(try MessageToL1(json: message)) }
        self.init(
            transactionHash: try json.member("transaction_hash").felt(),
            actualFee: try json.member("actual_fee").member("amount").hexInteger(),
            status: try ExecutionStatus(json: json), messages: messages, events: events,
            gas: GasVector(
                l1Gas: try resources.member("l1_gas").integer(),
                l1DataGas: try resources.member("l1_data_gas").integer(),
                l2Gas: try resources.member("l2_gas").integer()))
    }
}

extension ExecutionStatus {
    /// Writes `execution_status` and, for a reverted execution, its reason under `reasonKey`.
    public func writeMembers(to w: inout JSONWriter, reasonKey: String) {
        w.key("execution_status")
        switch self {
        case .succeeded: w.string("SUCCEEDED")
        case .reverted(let reason):
            w.string("REVERTED")
            w.field(reasonKey, string: String(decoding: reason, as: UTF8.self))
        }
    }

    init(json: JSONValue) throws(JSONError) {
        switch try json.member("execution_status").string() {
        case "SUCCEEDED": self = .succeeded
        case "REVERTED": self = .reverted(reason: Array(try json.member("revert_reason").string().utf8))
        default: throw try json.member("execution_status").mismatch("SUCCEEDED or REVERTED")
        }
    }
}
