import Determinism
import FiniteFields
import Foundation
import HashFunctions
import VectorFiles

/// What a class file says its functions take, and calldata of these types made at random.
struct ContractInterface {
    struct Function {
        var name: String
        var selector: Felt252
        var inputs: [String]
        var isHandler: Bool
    }

    private(set) var functions: [Function] = []
    private var structs: [String: [String]] = [:]
    private var enums: [String: [String]] = [:]

    init(file: URL) throws {
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
        var abi = object?["abi"]
        if let text = abi as? String { abi = try JSONSerialization.jsonObject(with: Data(text.utf8)) }
        read(abi as? [[String: Any]] ?? [])
    }

    private mutating func read(_ entries: [[String: Any]]) {
        for entry in entries {
            guard let kind = entry["type"] as? String, let name = entry["name"] as? String else { continue }
            func types(_ key: String) -> [String] {
                (entry[key] as? [[String: Any]] ?? []).compactMap { $0["type"] as? String }
            }
            switch kind {
            case "function", "constructor", "l1_handler":
                functions.append(
                    Function(
                        name: name, selector: StarknetKeccak.selector(name), inputs: types("inputs"),
                        isHandler: kind == "l1_handler"))
            case "interface": read(entry["items"] as? [[String: Any]] ?? [])
            case "struct": structs[name] = types("members")
            case "enum": enums[name] = types("variants")
            default: break
            }
        }
    }

    /// Calldata that a function's types allow.
    func calldata(_ function: Function, _ random: inout SplitMix64) -> [Felt252] {
        function.inputs.flatMap { value($0, &random, depth: 0) }
    }

    private func value(_ type: String, _ random: inout SplitMix64, depth: Int) -> [Felt252] {
        if let members = structs[type], !type.hasSuffix("::u256"), Self.inner(type, "core::array::Span::<") == nil {
            return type.hasSuffix("ByteArray")
                ? Self.bytes(&random) : members.flatMap { value($0, &random, depth: depth + 1) }
        }
        if let variants = enums[type] {
            guard !variants.isEmpty else { return [] }
            if type == "core::bool" { return [Felt252(random.next() % 2)] }
            // Deep values end with the first variant.
            let index = depth > 4 ? 0 : Int(random.next() % UInt64(variants.count))
            return [Felt252(UInt64(index))] + value(variants[index], &random, depth: depth + 1)
        }
        for name in ["core::array::Array::<", "core::array::Span::<"] {
            guard let element = Self.inner(type, name) else { continue }
            let count = depth > 3 ? 0 : Int(random.next() % 5)
            return [Felt252(UInt64(count))] + (0..<count).flatMap { _ in value(element, &random, depth: depth + 1) }
        }
        if type == "()" { return [] }
        if type.hasPrefix("("), type.hasSuffix(")") {
            return Self.parts(String(type.dropFirst().dropLast())).flatMap { value($0, &random, depth: depth + 1) }
        }
        return Self.scalar(type, &random)
    }

    /// What stands between a prefix and the last bracket.
    private static func inner(_ type: String, _ prefix: String) -> String? {
        type.hasPrefix(prefix) && type.hasSuffix(">") ? String(type.dropFirst(prefix.count).dropLast()) : nil
    }

    /// At the commas that are in no brackets.
    private static func parts(_ text: String) -> [String] {
        var parts = [""], depth = 0
        for character in text {
            if "(<".contains(character) { depth += 1 } else if ")>".contains(character) { depth -= 1 }
            if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    private static func bytes(_ random: inout SplitMix64) -> [Felt252] {
        let rest = random.next() % 31
        let word = (0..<rest).reduce(Felt252.zero) { sum, _ in sum * 256 + Felt252(random.next() % 256) }
        return [.zero, word, Felt252(rest)]
    }

    /// Numbers often lie at the ends of their type, and sometimes beyond.
    private static func scalar(_ type: String, _ random: inout SplitMix64) -> [Felt252] {
        let corner = random.next() % 5
        if random.chance(percent: 3) { return [-Felt252(random.next() % 3)] }
        let bits = Int(type.drop { !$0.isNumber }) ?? 0
        let isSigned = type.contains("::i")
        if type.hasSuffix("::u256") { return [number(128, corner, &random), number(128, random.next() % 5, &random)] }
        if type.hasPrefix("core::integer::"), bits > 0 {
            let made = number(isSigned ? bits - 1 : bits, corner, &random)
            return [isSigned && random.next() % 2 == 0 ? -made : made]
        }
        return [number(type.contains("felt252") ? 252 : 250, corner, &random)]
    }

    private static func number(_ bits: Int, _ corner: UInt64, _ random: inout SplitMix64) -> Felt252 {
        if bits == 252, corner == 1 { return -Felt252.one }
        let top = Felt252(
            reducing: bits >= 192 ? 0 : bits >= 128 ? 0 : bits >= 64 ? 0 : 1 << UInt64(bits % 64),
            bits >= 64 && bits < 128 ? 1 << UInt64(bits % 64) : 0,
            bits >= 128 && bits < 192 ? 1 << UInt64(bits % 64) : 0,
            bits >= 192 ? 1 << UInt64(bits % 64) : 0)
        switch corner {
        case 0: return Felt252(random.next() % 4)
        case 1: return top - .one
        case 2: return Felt252(random.next() % 300)
        default:
            let words = (0..<4).map { place -> UInt64 in
                let width = bits - 64 * place
                return width >= 64 ? random.next() : width <= 0 ? 0 : random.next() & (1 << UInt64(width) - 1)
            }
            return Felt252(reducing: words[0], words[1], words[2], words[3])
        }
    }
}
