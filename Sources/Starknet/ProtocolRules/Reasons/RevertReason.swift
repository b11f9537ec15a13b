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
        text.append(line: 0, trace.nodes[root])
        text.append(panic: panic, of: root, trace)
    }

    /// An abort: the calls that were open, from the outside, then the reason.
    public init(_ trace: CallTrace, abort: ExecutionAbort) {
        text.append("Transaction execution has failed:\n")
        for (index, node) in trace.open.enumerated() { text.append(line: index, trace.nodes[node]) }
        let form = abort.cause.ending.reason
        if form == .call, let last = trace.nodes.last {
            text.append(line: trace.open.count, last, showsSelector: abort.showsSelector(of: last))
        }
        if case .constructorFailed(let failed) = abort {
            text.append(line: trace.open.count, trace.nodes[failed.node])
            text.append(panic: failed.returned, of: failed.node, trace)
        } else {
            text.append(abort: abort)
        }
        if form == .call { text.append("\n") }
    }

    /// The sentence of an abort alone.
    public init(sentenceOf abort: ExecutionAbort) { text.append(abort: abort) }
}

extension ExecutionAbort {
    /// A constructor is named by its selector only where the class has one.
    fileprivate func showsSelector(of node: CallTrace.Node) -> Bool {
        node.kind != .constructor || self == .recursionDepth
    }
}

extension ReasonText {
    fileprivate mutating func append(line number: Int, _ node: CallTrace.Node, showsSelector: Bool = true) {
        append(number)
        switch node.kind {
        case .call: append(": Error in the called contract (")
        case .libraryCall: append(": Error in a library call (")
        case .constructor: append(": Error in the contract class constructor (")
        }
        append(place: node, showsSelector: showsSelector)
        append("):\n")
    }

    fileprivate mutating func append(place node: CallTrace.Node, showsSelector: Bool = true) {
        append("contract address: ")
        append(long: node.address.felt)
        append(", class hash: ")
        append(long: node.classHash.felt)
        append(", selector: ")
        if showsSelector { append(long: node.selector) } else { append("UNKNOWN") }
    }

    /// The panic of a call: the way to the one that panicked first, then its data.
    fileprivate mutating func append(panic: [Felt252], of root: Int, _ trace: CallTrace) {
        append("Execution failed. Failure reason:\nError in contract (")
        append(place: trace.nodes[root])
        append("):\n")
        var frame = root, data = panic
        while let inner = trace.origin(of: data, in: frame) {
            data.removeLast()
            append("Error in contract (")
            append(place: trace.nodes[inner])
            append("):\n")
            guard trace.nodes[inner].hasFrame else { break }
            frame = inner
        }
        append(panic: data)
        append(".\n")
    }
}
