import BlockPrograms
import CasmModel
import FiniteFields
import JSONCoding
import ProtocolRules
import StarknetJSON
import StarknetModel

/// Writes FUNCTION_INVOCATION of an outer call and of the calls below it.
struct InvocationWriter {
    /// A system call of a frame.
    private struct Place: Hashable {
        let frame: Int
        let call: Int
    }

    private let frames: [FrameRecording]
    private let root: Int
    /// What was emitted or sent and stayed, numbered in the order in which it happened: a caller's event may come before
    /// those of the calls that it makes, and after.
    private var orders: [Place: Int] = [:]
    /// The protocol bounds the depth at 50.
    private static let depthMax = 64

    /// Calls without a frame, by address and selector.
    private let refused: [[Felt252]: ClassHash]

    init(_ frames: [FrameRecording], root: Int, refused: [RefusedCall] = []) {
        self.frames = frames
        self.root = root
        self.refused = Dictionary(refused.map { ([$0.address.felt, $0.selector], $0.classHash) }) { _, last in last }
        var events = 0, messages = 0
        number(root, depth: 0, &events, &messages)
    }

    /// What a call did that failed was undone: it has no number, and is not written.
    private mutating func number(_ index: Int, depth: Int, _ events: inout Int, _ messages: inout Int) {
        guard index < frames.count, depth <= Self.depthMax, !frames[index].failed else { return }
        for (position, call) in frames[index].systemCalls.enumerated() {
            if let callee = call.callee {
                number(callee, depth: depth + 1, &events, &messages)
            } else if call.call == .emitEvent && !call.failed {
                orders[Place(frame: index, call: position)] = events
                events += 1
            } else if call.call == .sendMessageToL1 && !call.failed {
                orders[Place(frame: index, call: position)] = messages
                messages += 1
            }
        }
    }

    func write(to w: inout JSONWriter) { invocation(root, isLibraryCall: false, depth: 0, &w) }

    private func invocation(_ index: Int, isLibraryCall: Bool, depth: Int, _ w: inout JSONWriter) {
        guard index < frames.count, depth <= Self.depthMax else { return w.null() }
        let frame = frames[index]
        w.object { w in
            w.field("contract_address", felt: frame.address)
            w.field("entry_point_selector", felt: frame.selector)
            w.field("calldata", felts: frame.calldata)
            w.field("caller_address", felt: frame.caller)
            w.field("class_hash", felt: frame.classHash)
            w.field("entry_point_type", string: Self.name(of: frame.type))
            w.field("call_type", string: Self.callType(isLibraryCall: isLibraryCall))
            w.field("result", felts: frame.returned.content)
            w.key("calls")
            w.array { w in
                for call in frame.systemCalls {
                    if let callee = call.callee {
                        invocation(callee, isLibraryCall: call.call == .libraryCall, depth: depth + 1, &w)
                    } else if call.call == .deploy, !call.failed {
                        writeDeployment(call, in: frame, &w)
                    } else {
                        writeRefused(call, in: frame, &w)
                    }
                }
            }
            writeEvents(of: index, &w)
            writeMessages(of: index, &w)
            let used = frame.gasIn >= frame.gasOut ? frame.gasIn - frame.gasOut : 0
            Self.writeEnd(l2Gas: used, isReverted: frame.failed, &w)
        }
    }

    /// A deployment of a class without a constructor runs nothing; it is shown as a constructor that did nothing.
    private func writeDeployment(_ call: SystemCallRecording, in frame: FrameRecording, _ w: inout JSONWriter) {
        guard case .felt(let classHash)? = call.request.first, case .felt(let address)? = call.response.first else {
            return
        }
        w.object { w in
            w.field("contract_address", felt: address)
            w.field("entry_point_selector", felt: ProtocolSelectors.constructor)
            w.field("calldata", felts: [])
            w.field("caller_address", felt: frame.address)
            w.field("class_hash", felt: classHash)
            w.field("entry_point_type", string: Self.name(of: .constructor))
            w.field("call_type", string: "CALL")
            for name in ["result", "calls", "events", "messages"] { w.field(name, felts: []) }
            Self.writeEnd(l2Gas: 0, isReverted: false, &w)
        }
    }

    /// A call that failed before any code of it ran, with the reason that its caller got, less the caller's own word.
    private func writeRefused(_ call: SystemCallRecording, in frame: FrameRecording, _ w: inout JSONWriter) {
        guard call.failed, [.callContract, .libraryCall, .metaTxV0].contains(call.call), call.request.count >= 3,
            case .felt(let target) = call.request[0], case .felt(let selector) = call.request[1],
            case .array(let calldata) = call.request[2], case .array(let panic)? = call.response.first,
            panic.last == ProtocolFelts.entryPointFailed
        else { return }
        let isLibraryCall = call.call == .libraryCall, address = isLibraryCall ? frame.address : target
        guard let classHash = refused[[address, selector]] else { return }
        w.object { w in
            w.field("contract_address", felt: address)
            w.field("entry_point_selector", felt: selector)
            w.field("calldata", felts: calldata.content)
            let caller = call.call == .metaTxV0 ? .zero : isLibraryCall ? frame.caller : frame.address
            w.field("caller_address", felt: caller)
            w.field("class_hash", felt: classHash.felt)
            w.field("entry_point_type", string: Self.name(of: .external))
            w.field("call_type", string: Self.callType(isLibraryCall: isLibraryCall))
            w.field("result", felts: panic.dropLast())
            for name in ["calls", "events", "messages"] { w.field(name, felts: []) }
            Self.writeEnd(l2Gas: 0, isReverted: true, &w)
        }
    }

    /// What public nodes call it: LIBRARY_CALL is in the specification, and nobody writes it.
    private static func callType(isLibraryCall: Bool) -> String { isLibraryCall ? "DELEGATE" : "CALL" }

    private static func writeEnd(l2Gas: UInt64, isReverted: Bool, _ w: inout JSONWriter) {
        w.key("execution_resources")
        w.object { w in
            w.field("l1_gas", integer: 0)
            w.field("l2_gas", integer: l2Gas)
        }
        w.field("is_reverted", bool: isReverted)
    }

    private static func name(of type: EntryPointType) -> String {
        switch type {
        case .external: "EXTERNAL"
        case .l1Handler: "L1_HANDLER"
        case .constructor: "CONSTRUCTOR"
        }
    }

    private func writeEvents(of index: Int, _ w: inout JSONWriter) {
        w.key("events")
        w.array { w in
            for (position, call) in frames[index].systemCalls.enumerated() where call.call == .emitEvent {
                guard let order = orders[Place(frame: index, call: position)], call.request.count == 2,
                    case .array(let keys) = call.request[0], case .array(let data) = call.request[1]
                else { continue }
                w.object { w in
                    w.field("order", integer: order)
                    w.field("keys", felts: keys.content)
                    w.field("data", felts: data.content)
                }
            }
        }
    }

    private func writeMessages(of index: Int, _ w: inout JSONWriter) {
        w.key("messages")
        w.array { w in
            for (position, call) in frames[index].systemCalls.enumerated() where call.call == .sendMessageToL1 {
                guard let order = orders[Place(frame: index, call: position)], call.request.count == 2,
                    case .felt(let to) = call.request[0], case .array(let payload) = call.request[1]
                else { continue }
                w.object { w in
                    w.field("order", integer: order)
                    w.field("from_address", felt: frames[index].address)
                    w.field("to_address", felt: to)
                    w.field("payload", felts: payload.content)
                }
            }
        }
    }
}
