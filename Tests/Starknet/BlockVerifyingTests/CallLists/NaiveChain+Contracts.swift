import FiniteFields
import HashFunctions
import StarknetModel

/// What the contracts of call lists do.
extension NaiveChain {
    /// Every function of them by its selector.
    static let names: [Felt252: String] = Dictionary(
        uniqueKeysWithValues: [
            "__execute__", "look", "borrow", "store", "add", "emit", "send", "try", "pass", "library", "deploy",
            "become", "class_at", "block_hash", "meta", "fail", "version", "constructor",
        ].map { (StarknetKeccak.selector($0), $0) })

    private static let notFound = NaiveStop.panic([Felt252(ascii: "ENTRYPOINT_NOT_FOUND")])

    mutating func run(
        _ frame: Frame, _ function: String, _ calldata: NaiveCalldata
    ) throws(NaiveStop) -> [Felt252] {
        var input = calldata
        switch frame.classHash {
        case ListPlaces.senderClass:
            guard function == "__execute__" else { throw Self.notFound }
            let asked = try input.call()
            try input.end()
            return span(try libraryCall(asked, from: frame).unwrapped())
        case ListPlaces.rowClass:
            guard function == "__execute__" else { throw Self.notFound }
            let calls = try input.calls()
            try input.end()
            guard frame.caller == .zero else { throw .panic([Felt252(ascii: "only the protocol executes")]) }
            var results = [Felt252(UInt64(calls.count))]
            for asked in calls { results += span(try libraryCall(asked, from: frame).unwrapped()) }
            return results
        case ListPlaces.puppetClass: return try puppet(frame, function, &input)
        case ListPlaces.relayClass: return try relay(frame, function, &input)
        case ListPlaces.strictClass: return try strict(frame, function, &input)
        default:
            guard function == "version" else { throw Self.notFound }
            try input.end()
            return [1]
        }
    }

    private func span(_ felts: [Felt252]) -> [Felt252] { [Felt252(UInt64(felts.count))] + felts }

    /// What `Relay` makes of an answer.
    private func first(_ answer: Answer) -> Felt252 {
        switch answer {
        case .returned(let data): data.first ?? .zero
        case .failed(let data): data[data.count - 1]
        }
    }

    private subscript(frame: Frame, variable: String, keys: Felt252...) -> Felt252 {
        get { state.storage[cell(frame, variable, keys), default: .zero] }
        set { state.storage[cell(frame, variable, keys)] = newValue }
    }

    private func cell(_ frame: Frame, _ variable: String, _ keys: [Felt252]) -> Cell {
        Cell(address: frame.address, key: StorageKey.variable(variable, keys: keys).felt)
    }

    private mutating func puppet(
        _ frame: Frame, _ function: String, _ input: inout NaiveCalldata
    ) throws(NaiveStop) -> [Felt252] {
        switch function {
        case "__execute__":
            let asked = try input.call()
            try input.end()
            return span(try callContract(asked, from: frame).unwrapped())
        case "look":
            _ = try input.felt()
            try input.end()
            self[frame, "looks"] = self[frame, "looks"] + 1
            // No block is old enough.
            return [Felt252(ascii: "Block number out of range") + Felt252(number)]
        case "borrow":
            let asked = try input.call()
            try input.end()
            return span(try libraryCall(asked, from: frame).unwrapped())
        default: throw Self.notFound
        }
    }

    private mutating func strict(
        _ frame: Frame, _ function: String, _ input: inout NaiveCalldata
    ) throws(NaiveStop) -> [Felt252] {
        switch function {
        case "constructor":
            let value = try input.felt()
            try input.end()
            guard value != .zero else { throw .panic([Felt252(ascii: "zero")]) }
            self[frame, "value"] = value
            return []
        case "version":
            try input.end()
            return [self[frame, "value"]]
        default: throw Self.notFound
        }
    }

    private mutating func relay(
        _ frame: Frame, _ function: String, _ input: inout NaiveCalldata
    ) throws(NaiveStop) -> [Felt252] {
        switch function {
        case "try", "pass", "library":
            let asked = try input.call()
            try input.end()
            if function == "pass" { return span(try callContract(asked, from: frame).unwrapped()) }
            return [first(try function == "try" ? callContract(asked, from: frame) : libraryCall(asked, from: frame))]
        case "meta":
            let asked = try input.call()
            try input.end()
            return [first(try metaTransaction(asked, from: frame))]
        case "store":
            let value = try input.felt()
            try input.end()
            let before = self[frame, "value"]
            self[frame, "value"] = value
            return [before, value]
        case "add":
            let key = try input.felt(), value = try input.felt()
            try input.end()
            self[frame, "values", key] = self[frame, "values", key] + value
            return [self[frame, "values", key]]
        case "deploy":
            let classHash = try input.felt(), salt = try input.felt()
            let arguments = try input.span(), fromZero = try input.flag()
            try input.end()
            return [try deploy(classHash, salt: salt, arguments, from: fromZero ? .zero : frame.address, frame)]
        case "class_at":
            let address = try input.felt()
            try input.end()
            return [state.classes[address, default: .zero]]
        case "block_hash":
            _ = try input.felt()
            try input.end()
            return [Felt252(ascii: "Block number out of range")]
        default: return try relayEffect(frame, function, &input)
        }
    }

    /// The functions that return nothing of interest.
    private mutating func relayEffect(
        _ frame: Frame, _ function: String, _ input: inout NaiveCalldata
    ) throws(NaiveStop) -> [Felt252] {
        switch function {
        case "emit":
            let keys = try input.span(), data = try input.span()
            try input.end()
            try emit(frame, keys, data)
            return []
        case "send":
            let to = try input.felt(), payload = try input.span()
            try input.end()
            try send(frame, to: to, [frame.caller] + payload)
            return [.zero]
        case "become":
            let classHash = try input.felt()
            try input.end()
            try replaceClass(frame, by: classHash)
            return []
        case "fail":
            let reason = try input.felt(), classHash = try input.felt()
            try input.end()
            self[frame, "value"] = reason
            try replaceClass(frame, by: classHash)
            try emit(frame, [reason], [])
            try send(frame, to: .one, [reason])
            throw .panic([reason])
        default: throw Self.notFound
        }
    }
}
