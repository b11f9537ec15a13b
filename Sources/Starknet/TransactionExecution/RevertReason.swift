import BlockPrograms
import CairoMachine
import FiniteFields
import StarknetModel

/// The text of a failed execution, in the form that clients of Starknet know (EXEC §3.2).
struct RevertReason {
    private(set) var text = "Transaction execution has failed:\n"

    /// At most what receipts may hold.
    var bytes: [UInt8] { Array(text.utf8.prefix(ModelLimits.reasonBytesMax / 2)) }

    /// A panic of the outer call: the way from it to the call that panicked first, then its data.
    init(_ tree: CallTree, root: Int?, panic: [Felt252]) {
        guard let root, let outer = tree.frames[root] else {
            text += "Execution failed. Failure reason:\n\(Self.data(panic)).\n"
            return
        }
        text += "0: Error in the called contract (\(Self.place(outer))):\nExecution failed. Failure reason:\n"
        var frame = outer, data = panic
        text += "Error in contract (\(Self.place(frame))):\n"
        while let inner = Self.origin(
            of: data, in: frame, frames: tree.frames, classOf: { try? tree.classHash(at: $0) })
        {
            data.removeLast()
            text += "Error in contract (\(inner.place)):\n"
            guard let callee = inner.frame else { break }
            frame = callee
        }
        text += "\(Self.data(data)).\n"
    }

    /// An abort: the calls that were open, from the outside, then the reason.
    init(_ tree: CallTree, abort: ExecutionAbort) {
        let open = tree.failures.reversed().prefix { failure in
            if case .abort = failure.cause { true } else { false }
        }
        for (index, failure) in open.enumerated() {
            let call = failure.call
            text +=
                "\(index): Error in the called contract (contract address: \(Self.long(call.address.felt)), "
                + "class hash: \(Self.long(call.classHash.felt)), selector: \(Self.long(call.selector))):\n"
        }
        text += Self.sentence(abort) + "\n"
    }

    /// The inner call whose panic data a frame passed on.
    private static func origin(
        of data: [Felt252], in frame: FrameRecording, frames: [FrameRecording?],
        classOf: (ContractAddress) -> ClassHash?
    ) -> (place: String, frame: FrameRecording?)? {
        guard data.last == ProtocolFelts.entryPointFailed else { return nil }
        for systemCall in frame.systemCalls.reversed()
        where systemCall.failed && systemCall.response == [.array(data)] {
            if let index = systemCall.callee, let callee = frames[index] { return (place(callee), callee) }
            guard case .felt(let first) = systemCall.request.first, systemCall.request.count > 1,
                case .felt(let selector) = systemCall.request[1]
            else { return nil }
            let isLibraryCall = systemCall.call == .libraryCall
            let address = isLibraryCall ? frame.address : first
            let classHash = isLibraryCall ? first : ContractAddress(first).flatMap { classOf($0) }?.felt ?? .zero
            return (place(address: address, classHash: classHash, selector: selector), nil)
        }
        return nil
    }

    private static func place(_ frame: FrameRecording) -> String {
        place(address: frame.address, classHash: frame.classHash, selector: frame.selector)
    }

    private static func place(address: Felt252, classHash: Felt252, selector: Felt252) -> String {
        "contract address: \(long(address)), class hash: \(long(classHash)), selector: \(long(selector))"
    }

    /// All 64 digits.
    private static func long(_ felt: Felt252) -> String {
        let digits = felt.hex.dropFirst(2)
        return "0x" + String(repeating: "0", count: 64 - digits.count) + digits
    }

    /// Panic data: each felt in hexadecimal, with its text where it is one; several in brackets.
    static func data(_ felts: [Felt252]) -> String {
        if let text = ByteArrayPanic(felts)?.text { return "\"\(text)\"" }
        let shown = felts.prefix(64).map { felt in
            guard let text = shortString(felt) else { return felt.hex }
            return "\(felt.hex) ('\(text)')"
        }
        return shown.count == 1 ? shown[0] : "(" + shown.joined(separator: ", ") + ")"
    }

    private static func shortString(_ felt: Felt252) -> String? {
        let bytes = felt.bigEndianBytes.drop { $0 == 0 }
        guard bytes.allSatisfy({ (32..<127).contains($0) }) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func sentence(_ abort: ExecutionAbort) -> String {
        switch abort {
        case .noContract(let address): "Requested contract address \(long(address.felt)) is not deployed."
        case .undeclaredClass(let hash): "Class with hash \(long(hash.felt)) is not declared."
        case .recursionDepth: "Execution failed. Too many calls inside each other."
        case .machine(.stepLimit): "Execution failed. Step limit reached."
        case .machine(let error): "Execution failed. The code broke a rule of the machine (\(error))."
        case .unknownSystemCall(let selector): "Execution failed. Unknown system call \(selector.hex)."
        case .malformedSystemCall(let call): "Execution failed. Malformed arguments of \(call.name)."
        case .eventLimits: "Execution failed. Too many or too long events or messages."
        case .notInValidation(let call): "Execution failed. \(call.name) is not allowed during validation."
        case .addressInUse(let address):
            "Deployment failed: contract already deployed at address \(long(address.felt))"
        case .constructorFailed(let data): "Execution failed. Constructor failed: \(RevertReason.data(data))."
        case .constructorMissing: "Execution failed. Calldata for a class without constructor."
        case .state(let error): "State could not be read: \(error.reason)"
        }
    }
}
