import BlockPrograms
import CasmModel
import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel
import TransactionExecution

/// Writes TRANSACTION_TRACE of a transaction from its recording.
struct TraceWriter {
    let executed: ExecutedTransaction
    /// Numbers events and messages over the whole transaction, as the shape wants.
    private var eventOrder = 0
    private var messageOrder = 0

    init(_ executed: ExecutedTransaction) { self.executed = executed }

    /// The trace, one JSON value.
    static func trace(_ executed: ExecutedTransaction) -> [UInt8] {
        var writer = JSONWriter()
        var trace = TraceWriter(executed)
        trace.write(to: &writer)
        return writer.bytes
    }

    private mutating func write(to w: inout JSONWriter) {
        let recording = executed.recording
        w.object { w in
            w.field("type", string: "\(executed.transaction.kind.name)")
            for root in recording.roots {
                switch root.kind {
                case .validate: w.key("validate_invocation")
                case .execute: w.key("execute_invocation")
                case .fee: w.key("fee_transfer_invocation")
                case .constructor: w.key("constructor_invocation")
                case .l1Handler: continue
                }
                if root.kind == .execute, case .reverted(let reason) = executed.receipt.status {
                    Self.writeRevert(reason, &w)
                } else {
                    invocation(root.frame, library: nil, depth: 0, &w)
                }
            }
            if !recording.roots.contains(where: { $0.kind == .execute }),
                case .reverted(let reason) = executed.receipt.status
            {
                w.key("execute_invocation")
                Self.writeRevert(reason, &w)
            }
            w.key("execution_resources")
            let gas = executed.receipt.gas
            Self.writeResources(l1Gas: gas.l1Gas, l1DataGas: gas.l1DataGas, l2Gas: gas.l2Gas, &w)
        }
    }

    private static func writeRevert(_ reason: [UInt8], _ w: inout JSONWriter) {
        w.object { w in
            w.field("revert_reason", string: String(decoding: reason, as: UTF8.self))
        }
    }

    private static func writeResources(l1Gas: UInt64, l1DataGas: UInt64?, l2Gas: UInt64, _ w: inout JSONWriter) {
        w.object { w in
            w.field("l1_gas", integer: l1Gas)
            if let l1DataGas {
                w.field("l1_data_gas", integer: l1DataGas)
            }
            w.field("l2_gas", integer: l2Gas)
        }
    }

    /// FUNCTION_INVOCATION of a frame and of the frames it entered. The protocol bounds the depth at 50.
    private mutating func invocation(_ index: Int, library: Bool?, depth: Int, _ w: inout JSONWriter) {
        let frames = executed.recording.frames
        guard index < frames.count, depth <= 64 else { return w.null() }
        let frame = frames[index]
        w.object { w in
            w.field("contract_address", felt: frame.address)
            w.field("entry_point_selector", felt: frame.selector)
            w.field("calldata", felts: frame.calldata)
            w.field("caller_address", felt: frame.caller)
            w.field("class_hash", felt: frame.classHash)
            w.field("entry_point_type", string: Self.name(of: frame.type))
            w.field("call_type", string: library == true ? "LIBRARY_CALL" : "CALL")
            w.field("result", felts: frame.returned.content)
            w.key("calls")
            w.array { w in
                for call in frame.systemCalls {
                    guard let callee = call.callee else { continue }
                    invocation(callee, library: call.call == .libraryCall, depth: depth + 1, &w)
                }
            }
            writeEvents(of: frame, &w)
            writeMessages(of: frame, &w)
            w.key("execution_resources")
            let used = frame.gasIn >= frame.gasOut ? frame.gasIn - frame.gasOut : 0
            Self.writeResources(l1Gas: 0, l1DataGas: nil, l2Gas: used, &w)
            w.field("is_reverted", bool: frame.failed)
        }
    }

    private static func name(of type: EntryPointType) -> String {
        switch type {
        case .external: "EXTERNAL"
        case .l1Handler: "L1_HANDLER"
        case .constructor: "CONSTRUCTOR"
        }
    }

    private mutating func writeEvents(of frame: FrameRecording, _ w: inout JSONWriter) {
        w.key("events")
        w.array { w in
            for call in frame.systemCalls where call.call == .emitEvent && !call.failed {
                guard call.request.count == 2, case .array(let keys) = call.request[0],
                    case .array(let data) = call.request[1]
                else { continue }
                let order = eventOrder
                eventOrder += 1
                w.object { w in
                    w.field("order", integer: order)
                    w.field("keys", felts: keys.content)
                    w.field("data", felts: data.content)
                }
            }
        }
    }

    private mutating func writeMessages(of frame: FrameRecording, _ w: inout JSONWriter) {
        w.key("messages")
        w.array { w in
            for call in frame.systemCalls where call.call == .sendMessageToL1 && !call.failed {
                guard call.request.count == 2, case .felt(let to) = call.request[0],
                    case .array(let payload) = call.request[1]
                else { continue }
                let order = messageOrder
                messageOrder += 1
                w.object { w in
                    w.field("order", integer: order)
                    w.field("from_address", felt: frame.address)
                    w.field("to_address", felt: to)
                    w.field("payload", felts: payload.content)
                }
            }
        }
    }
}
