import BlockPrograms
import FiniteFields
import StarknetModel

/// The sentence of each abort. Those that recordings of the reference show have its words.
extension ReasonText {
    mutating func append(abort: ExecutionAbort) {
        switch abort {
        case .noContract(let address):
            append("Requested contract address ")
            append(long: address.felt)
            append(" is not deployed.")
        case .undeclaredClass(let hash), .undeclaredReplacement(let hash):
            append("Class with hash ")
            append(long: hash.felt)
            append(" is not declared.")
        case .recursionDepth: append("Execution failed due to recursion depth exceeded.")
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
        case .storageDomain(let domain):
            append("Execution failed. There is no storage domain ")
            append(hex: domain)
            append(".")
        case .notEthereumAddress(let felt):
            append("Out of range ")
            bytes += Array(felt.decimal.utf8)
            append(".")
        case .eventLimit(let limit, let count): append(limit, count)
        case .messageLimit: append("Execution failed. Too long messages.")
        case .notInValidation(let call):
            append("Execution failed. ")
            append(call.name)
            append(" is not allowed during validation.")
        case .addressInUse(let address):
            append("Deployment failed: contract already deployed at address ")
            append(long: address.felt)
        case .constructorFailed(let failed): append(panic: failed.returned)
        case .constructorMissing:
            append("Invalid input: constructor_calldata; Cannot pass calldata to a contract with no constructor.")
        }
    }

    private mutating func append(_ limit: EventLimit, _ count: Int) {
        switch limit {
        case .keys, .data:
            let name: StaticString = limit == .keys ? "keys" : "data"
            append("Exceeded the maximum ")
            append(name)
            append(" length, ")
            append(name)
            append(" length: ")
            append(count)
            append(", max ")
            append(name)
            append(" length: ")
        case .events:
            append("Exceeded the maximum number of events, number events: ")
            append(count)
            append(", max number events: ")
        }
        append(limit.most)
        append(".")
    }
}
