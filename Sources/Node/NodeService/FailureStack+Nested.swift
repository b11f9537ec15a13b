import FiniteFields
import JSONCoding
import StarknetRPC
import TransactionExecution

extension FailureStack {
    /// As error 40 tells it: inside the calls stands the panic data of all of them, or the reason where there was none.
    func ofCall(reason: String) -> NestedFailure {
        if tellsReason { return ofTransaction(reason: reason) }
        return NestedFailure(calls: calls, text: panics.isEmpty ? reason : Self.list(panics.flatMap { $0 }))
    }

    /// As error 41 tells it: inside the calls stands the reason, and the panic data of the call that failed first.
    func ofTransaction(reason: String) -> NestedFailure {
        NestedFailure(calls: calls, text: panics.last.map { reason + " " + Self.list($0) } ?? reason)
    }

    private static func list(_ felts: [Felt252]) -> String {
        var writer = JSONWriter()
        writer.felts(felts)
        return writer.text
    }
}
