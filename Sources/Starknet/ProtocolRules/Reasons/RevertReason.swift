import BlockPrograms
public import FiniteFields
import StarknetModel

/// The text of a failed execution, in the form that clients of Starknet know (EXEC §3.2).
///
/// It enters the receipt commitment, so every node and every verifier makes the same bytes.
public struct RevertReason: Sendable {
    private var text = ReasonText()

    /// UTF-8, cut at half of what decoders of receipts take: every node cuts at the same byte.
    public var bytes: [UInt8] { Array(text.bytes.prefix(ModelLimits.reasonBytesMax / 2)) }

    /// A panic of the outer call `root`: the way from it to the call that panicked first, then its data.
    public init(_ trace: CallTrace, root: Int, panic: [Felt252]) {
        text.append("Transaction execution has failed:\n")
        guard trace.nodes[root].hasFrame else {
            text.append("Execution failed. Failure reason:\n")
            text.append(panic: panic)
            text.append(".\n")
            return
        }
        text.append("0: Error in the called contract (")
        text.append(place: trace.nodes[root])
        text.append("):\nExecution failed. Failure reason:\nError in contract (")
        text.append(place: trace.nodes[root])
        text.append("):\n")
        var frame = root, data = panic
        while let inner = trace.origin(of: data, in: frame) {
            data.removeLast()
            text.append("Error in contract (")
            text.append(place: trace.nodes[inner])
            text.append("):\n")
            guard trace.nodes[inner].hasFrame else { break }
            frame = inner
        }
        text.append(panic: data)
        text.append(".\n")
    }

    /// An abort: the calls that were open, from the outside, then the reason.
    public init(_ trace: CallTrace, abort: ExecutionAbort) {
        text.append("Transaction execution has failed:\n")
        for (index, node) in trace.open.enumerated() {
            text.append(index)
            text.append(": Error in the called contract (")
            text.append(place: trace.nodes[node])
            text.append("):\n")
        }
        text.append(abort: abort)
        text.append("\n")
    }
}

extension ReasonText {
    fileprivate mutating func append(place node: CallTrace.Node) {
        append("contract address: ")
        append(long: node.address.felt)
        append(", class hash: ")
        append(long: node.classHash.felt)
        append(", selector: ")
        append(long: node.selector)
    }

    fileprivate mutating func append(abort: ExecutionAbort) {
        switch abort {
        case .noContract(let address):
            append("Requested contract address ")
            append(long: address.felt)
            append(" is not deployed.")
        case .undeclaredClass(let hash):
            append("Class with hash ")
            append(long: hash.felt)
            append(" is not declared.")
        case .recursionDepth: append("Execution failed. Too many calls inside each other.")
        case .machine(let reason):
            append("Execution failed. ")
            bytes += reason
        case .unknownSystemCall(let selector):
            append("Execution failed. Unknown system call ")
            append(hex: selector)
            append(".")
        case .malformedSystemCall(let call):
            append("Execution failed. Malformed arguments of ")
            append(call.name)
            append(".")
        case .eventLimits: append("Execution failed. Too many or too long events or messages.")
        case .notInValidation(let call):
            append("Execution failed. ")
            append(call.name)
            append(" is not allowed during validation.")
        case .addressInUse(let address):
            append("Deployment failed: contract already deployed at address ")
            append(long: address.felt)
        case .constructorFailed(let data):
            append("Execution failed. Constructor failed: ")
            append(panic: data)
            append(".")
        case .constructorMissing: append("Execution failed. Calldata for a class without constructor.")
        case .claimed: append("Execution aborted.")
        }
    }
}
