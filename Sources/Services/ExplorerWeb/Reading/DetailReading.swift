import FiniteFields
import JSONCoding

/// Reads a stored transaction and the answer of `starknet_traceTransaction` into what the transaction page shows.
enum DetailReading {
    static func detail(
        _ json: JSONValue, summary: TransactionSummary, blockHash: String
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
        for event in try receipt.member("events").array() {
            events.append(
                EventView(
                    contract: try event.member("from_address").felt().hex, keys: try words(event, "keys"),
                    data: try words(event, "data")))
        }
        return TransactionDetail(
            summary: summary, blockHash: blockHash,
            calldata: try words(transaction, "calldata") + words(transaction, "constructor_calldata"),
            signature: try words(transaction, "signature"),
            tip: try transaction.optional("tip")?.string() ?? "0x0", resourceBounds: bounds,
            actualFee: try receipt.member("actual_fee").member("amount").string(),
            revertReason: try receipt.optional("revert_reason")?.string(), events: events, calls: [])
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
            ("execute_invocation", "execute"), ("function_invocation", "handle"), ("fee_transfer_invocation", "fee transfer"),
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
