import FiniteFields
import HashFunctions
import JSONCoding

/// Reads the answer of `starknet_getClass`, and the ABI text inside it. Everything in an ABI is a claim, and bounded:
/// names beyond the limits are dropped, and a malformed ABI is an empty one.
enum ClassReading {
    struct Result: Sendable {
        var sierraLength: Int
        var entryPointCounts: [(kind: String, count: Int)]
        var abiText: String
    }

    static func result(_ json: JSONValue) throws(JSONError) -> Result {
        let points = try json.member("entry_points_by_type")
        var counts: [(kind: String, count: Int)] = []
        for (key, kind) in [("EXTERNAL", "External"), ("L1_HANDLER", "L1 handler"), ("CONSTRUCTOR", "Constructor")] {
            counts.append((kind, try points.optional(key)?.count ?? 0))
        }
        return Result(
            sierraLength: try json.optional("sierra_program")?.count ?? 0, entryPointCounts: counts,
            abiText: try json.optional("abi")?.string() ?? "[]")
    }

    static let itemsMax = 5000

    /// The usable part of an ABI text.
    static func abi(_ text: String) -> ContractABI {
        var abi = ContractABI()
        let limits = JSONLimits(bytes: 4 << 20, depth: 16, nodes: 400_000)
        guard let document = try? JSONDocument(text: text, limits: limits),
            let items = try? document.root.array()
        else { return abi }
        for item in items.prefix(itemsMax) { try? read(item, into: &abi) }
        return abi
    }

    private static func read(_ item: JSONValue, into abi: inout ContractABI) throws(JSONError) {
        switch try item.member("type").string() {
        case "function", "l1_handler", "constructor":
            let function = ABIFunction(
                name: try item.member("name").string(), inputs: try parameters(item, "inputs"),
                outputs: try outputs(item), isView: try item.optional("state_mutability")?.string() == "view")
            abi.functions[StarknetKeccak.selector(function.name).hex] = function
        case "interface":
            for inner in try item.member("items").array() where try inner.member("type").string() == "function" {
                try read(inner, into: &abi)
            }
        case "struct": abi.structs[try item.member("name").string()] = try parameters(item, "members")
        case "enum": abi.enums[try item.member("name").string()] = try parameters(item, "variants")
        case "event": try readEvent(item, into: &abi)
        default: break
        }
    }

    private static func readEvent(_ item: JSONValue, into abi: inout ContractABI) throws(JSONError) {
        guard try item.optional("kind")?.string() == "struct" else { return }
        let full = try item.member("name").string()
        guard let last = full.split(separator: ":").last else { return }
        var members: [ABIEvent.Member] = []
        for member in try item.member("members").array() {
            members.append(
                ABIEvent.Member(parameter: try parameter(member), isKey: try member.optional("kind")?.string() == "key")
            )
        }
        abi.events[StarknetKeccak.selector(String(last)).hex] = ABIEvent(name: String(last), members: members)
    }

    private static func parameters(_ item: JSONValue, _ key: String) throws(JSONError) -> [ABIFunction.Parameter] {
        var out: [ABIFunction.Parameter] = []
        for entry in try item.member(key).array() { out.append(try parameter(entry)) }
        return out
    }

    private static func parameter(_ json: JSONValue) throws(JSONError) -> ABIFunction.Parameter {
        ABIFunction.Parameter(name: try json.member("name").string(), typeName: try json.member("type").string())
    }

    private static func outputs(_ item: JSONValue) throws(JSONError) -> [ABIFunction.Parameter] {
        guard let list = try item.optional("outputs") else { return [] }
        var out: [ABIFunction.Parameter] = []
        for (index, entry) in try list.array().enumerated() {
            out.append(ABIFunction.Parameter(name: "\(index)", typeName: try entry.member("type").string()))
        }
        return out
    }
}
