import Determinism
import FiniteFields
import Foundation
import StarknetFixtures

/// Random arguments by an ABI's types: small numbers, short arrays, and now and then a felt that does not fit.
struct RandomCalldata {
    private let structs: [String: [String]]
    private let enums: [String: [String]]
    /// The functions' selectors and the types of what they take.
    let functions: [(name: String, inputs: [String])]

    init(abi: Any?) throws {
        let items: [JSONObject]
        if let text = abi as? String {
            items = try list(JSONSerialization.jsonObject(with: Data(text.utf8))).map(object)
        } else {
            items = try list(abi).map(object)
        }
        var structs: [String: [String]] = [:], enums: [String: [String]] = [:]
        var functions: [(name: String, inputs: [String])] = []
        func types(_ item: JSONObject, _ name: String) throws -> [String] {
            try list(item[name]).map { try text(object($0)["type"]) }
        }
        func add(_ item: JSONObject) throws {
            switch try text(item["type"]) {
            case "struct": structs[try text(item["name"])] = try types(item, "members")
            case "enum": enums[try text(item["name"])] = try types(item, "variants")
            case "function": functions.append((try text(item["name"]), try types(item, "inputs")))
            case "interface": for inner in try list(item["items"]) { try add(object(inner)) }
            default: break
            }
        }
        for item in items { try add(item) }
        self.structs = structs
        self.enums = enums
        self.functions = functions
    }

    func arguments(_ types: [String], _ random: inout SplitMix64) -> [Felt252] {
        types.flatMap { value($0, &random) }
    }

    private func value(_ type: String, _ random: inout SplitMix64) -> [Felt252] {
        if random.chance(percent: 1) { return [-Felt252(random.next())] }
        if let length = arrayElement(type) {
            let count = random.number(in: 0...12)
            return [Felt252(UInt64(count))] + (0..<count).flatMap { _ in value(length, &random) }
        }
        if let members = structs[type] { return members.flatMap { value($0, &random) } }
        if let variants = enums[type] {
            let variant = random.number(in: 0...max(0, variants.count - 1))
            return [Felt252(UInt64(variant))] + (variants.isEmpty ? [] : value(variants[variant], &random))
        }
        if type == "()" { return [] }
        if type.hasPrefix("("), type.hasSuffix(")") {
            return parts(type.dropFirst().dropLast()).flatMap { value($0, &random) }
        }
        if type.hasPrefix("["), let separator = type.lastIndex(of: ";"),
            let count = Int(type[type.index(separator, offsetBy: 2)...].dropLast())
        {
            let element = String(type[type.index(after: type.startIndex)..<separator])
            return (0..<count).flatMap { _ in value(element, &random) }
        }
        if type == "core::integer::u256" { return [Felt252(random.next() >> 30), Felt252(random.next() % 3)] }
        return [Felt252(UInt64(random.number(in: 0...30)))]
    }

    private func arrayElement(_ type: String) -> String? {
        for prefix in ["core::array::Array::<", "core::array::Span::<", "@core::array::Array::<"]
        where type.hasPrefix(prefix) {
            return String(type.dropFirst(prefix.count).dropLast())
        }
        return nil
    }

    /// The members of a tuple.
    private func parts(_ text: Substring) -> [String] {
        var parts: [String] = [], depth = 0, part = ""
        for character in text {
            if "(<[".contains(character) { depth += 1 }
            if ")>]".contains(character) { depth -= 1 }
            if character == ",", depth == 0 {
                parts.append(part.trimmingCharacters(in: .whitespaces))
                part = ""
            } else {
                part.append(character)
            }
        }
        let last = part.trimmingCharacters(in: .whitespaces)
        return last.isEmpty ? parts : parts + [last]
    }
}
