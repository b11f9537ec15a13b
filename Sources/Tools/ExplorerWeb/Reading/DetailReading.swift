import FiniteFields
import JSONCoding

/// Reads a stored transaction and the answer of `starknet_traceTransaction` into what the transaction page shows.
enum DetailReading {
    static func detail(
        _ json: JSONValue, summary: TransactionSummary, block: BlockSummary
    ) throws(JSONError) -> TransactionDetail {
        let transaction = try json.member("transaction"), receipt = try json.member("receipt")
        var bounds: [String] = []
        if let resources = try transaction.optional("resource_bounds") {
            for (name, bound) in try resources.object() {
                let amount = try ABIDecoder.numberText(bound.member("max_amount").string())
                let price = try ABIDecoder.numberText(bound.member("max_price_per_unit").string())
                bounds.append("\(name): \(amount) at \(price) fri")
            }
        }
        var events: [EventView] = []
        for item in try receipt.member("events").array() { events.append(try event(item)) }
        return TransactionDetail(
            summary: summary, blockHash: block.hash, proof: block.proof,
            calldata: try words(transaction, "calldata") + words(transaction, "constructor_calldata"),
            signature: try words(transaction, "signature"),
            tip: try transaction.optional("tip")?.string() ?? "0x0", resourceBounds: bounds,
            gas: try gas(receipt), actualFee: try receipt.member("actual_fee").member("amount").string(),
            revertReason: try receipt.optional("revert_reason")?.string(), events: events,
            messages: try messages(receipt), classHash: try transaction.optional("class_hash")?.felt().hex,
            compiledClassHash: try transaction.optional("compiled_class_hash")?.felt().hex,
            salt: try transaction.optional("contract_address_salt")?.felt().hex)
    }

    private static func messages(_ receipt: JSONValue) throws(JSONError) -> [MessageView] {
        guard let list = try receipt.optional("messages_sent") else { return [] }
        var out: [MessageView] = []
        for item in try list.array() {
            out.append(
                MessageView(
                    contract: try item.member("from_address").felt().hex, to: try item.member("to_address").felt().hex,
                    payload: try words(item, "payload")))
        }
        return out
    }

    private static func event(_ json: JSONValue) throws(JSONError) -> EventView {
        EventView(
            contract: try json.member("from_address").felt().hex, keys: try words(json, "keys"),
            data: try words(json, "data"))
    }

    /// The result of `starknet_getEvents`.
    static func placedEvents(_ json: JSONValue) throws(JSONError) -> [(event: EventView, block: UInt64)] {
        var out: [(event: EventView, block: UInt64)] = []
        for item in try json.member("events").array() {
            // Events of a block that is not decided yet have no number.
            guard let number = try item.optional("block_number") else { continue }
            out.append((try event(item), try number.integer(UInt64.self)))
        }
        return out
    }

    /// The receipt's amounts of each kind of gas.
    private static func gas(_ receipt: JSONValue) throws(JSONError) -> [String] {
        guard let resources = try receipt.optional("execution_resources") else { return [] }
        var out: [String] = []
        for (name, amount) in try resources.object() where amount.kind == .number {
            out.append("\(name): \(try amount.integer(UInt64.self))")
        }
        return out
    }

    static func words(_ json: JSONValue, _ key: String) throws(JSONError) -> [String] {
        guard let list = try json.optional(key) else { return [] }
        return try words(list)
    }

    static func words(_ list: JSONValue) throws(JSONError) -> [String] {
        var out: [String] = []
        for item in try list.array() { out.append(try item.felt().hex) }
        return out
    }

    /// The root calls of a trace, in the order of execution.
    static func calls(_ trace: JSONValue) throws(JSONError) -> [CallView] {
        let phases = [
            ("validate_invocation", "validate"), ("constructor_invocation", "constructor"),
            ("execute_invocation", "execute"), ("function_invocation", "handle"),
            ("fee_transfer_invocation", "fee transfer"),
        ]
        var calls: [CallView] = []
        for (key, phase) in phases {
            guard let root = try trace.optional(key), root.kind == .object else { continue }
            // A reverted execution carries its reason in place of the call.
            guard try root.optional("contract_address") != nil else { continue }
            calls.append(try call(root, phase: phase))
        }
        return calls
    }

    /// The document's depth limit bounds the recursion.
    private static func call(_ json: JSONValue, phase: String?) throws(JSONError) -> CallView {
        var inner: [CallView] = []
        if let list = try json.optional("calls") {
            for item in try list.array() { inner.append(try call(item, phase: nil)) }
        }
        return CallView(
            phase: phase, contract: try json.member("contract_address").felt().hex,
            classHash: try json.optional("class_hash")?.felt().hex ?? "0x0",
            selector: try json.member("entry_point_selector").felt().hex, calldata: try words(json, "calldata"),
            result: try words(json, "result"), isReverted: try json.optional("is_reverted")?.bool() ?? false,
            inner: inner)
    }
}
