internal import BlockPrograms
internal import CasmModel
internal import FiniteFields
internal import JSONCoding
internal import StarknetJSON
internal import StarknetModel
internal import TransactionExecution

/// Writes TRANSACTION_TRACE of an invoke transaction from its recording.
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
            w.key("type")
            w.string("INVOKE")
            for root in recording.roots {
                switch root.kind {
                case .validate: w.key("validate_invocation")
                case .execute: w.key("execute_invocation")
                case .fee: w.key("fee_transfer_invocation")
                case .constructor, .l1Handler: continue
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
            w.key("revert_reason")
            w.string(String(decoding: reason, as: UTF8.self))
        }
    }

    private static func writeResources(l1Gas: UInt64, l1DataGas: UInt64?, l2Gas: UInt64, _ w: inout JSONWriter) {
        w.object { w in
            w.key("l1_gas")
            w.integer(l1Gas)
            if let l1DataGas {
                w.key("l1_data_gas")
                w.integer(l1DataGas)
            }
            w.key("l2_gas")
            w.integer(l2Gas)
        }
    }

    /// FUNCTION_INVOCATION of a frame and of the frames it entered. The protocol bounds the depth at 50.
    private mutating func invocation(_ index: Int, library: Bool?, depth: Int, _ w: inout JSONWriter) {
        let frames = executed.recording.frames
        guard index < frames.count, depth <= 64 else { return w.null() }
        let frame = frames[index]
        w.object { w in
            w.key("contract_address")
            w.felt(frame.address)
            w.key("entry_point_selector")
            w.felt(frame.selector)
            w.key("calldata")
            w.felts(frame.calldata)
            w.key("caller_address")
            w.felt(frame.caller)
            w.key("class_hash")
            w.felt(frame.classHash)
            w.key("entry_point_type")
            w.string(Self.name(of: frame.type))
            w.key("call_type")
            w.string(library == true ? "LIBRARY_CALL" : "CALL")
            w.key("result")
            w.felts(frame.returned.content)
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
            w.key("is_reverted")
            w.bool(frame.failed)
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
                    w.key("order")
                    w.integer(order)
                    w.key("keys")
                    w.felts(keys.content)
                    w.key("data")
                    w.felts(data.content)
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
                    w.key("order")
                    w.integer(order)
                    w.key("from_address")
                    w.felt(frame.address)
                    w.key("to_address")
                    w.felt(to)
                    w.key("payload")
                    w.felts(payload.content)
                }
            }
        }
    }
}
