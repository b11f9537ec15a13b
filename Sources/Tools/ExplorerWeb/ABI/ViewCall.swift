import ByteCoding
import FiniteFields
import HashFunctions

/// A call of a view function as a reader asks for it in a form: texts, one a parameter, become the words of the call.
enum ViewCall {
    static let argumentsMax = 16
    /// Words of one argument.
    static let wordsMax = 256

    /// The words; nil for a text that is no value of its type, with the parameter's name.
    static func words(_ function: ABIFunction, _ texts: [String]) -> Result<[String], MalformedArgument> {
        guard function.inputs.count <= argumentsMax, texts.count == function.inputs.count else {
            return .failure(MalformedArgument(name: function.name))
        }
        var out: [String] = []
        for (parameter, text) in zip(function.inputs, texts) {
            guard let words = words(parameter.type, text) else {
                return .failure(MalformedArgument(name: parameter.name))
            }
            out += words
        }
        return .success(out)
    }

    struct MalformedArgument: Error, Equatable { let name: String }

    private static func words(_ type: ABIType, _ text: String) -> [String]? {
        let text = text.filter { $0 != " " }
        switch type {
        case .u256: return wide(text)
        case .bool: return ["true": ["0x1"], "false": ["0x0"], "1": ["0x1"], "0": ["0x0"]][text.lowercased()]
        case .felt, .scalar: return felt(text).map { [$0] }
        case .array(let element):
            let items = text.split(separator: ",").map { words(element, String($0)) }
            guard items.count <= wordsMax, items.allSatisfy({ $0 != nil }) else { return nil }
            return ["0x" + String(items.count, radix: 16)] + items.flatMap { $0 ?? [] }
        case .tuple([]): return []
        // Structures, enums and texts are given as their words.
        case .tuple, .named, .byteArray:
            let items = text.split(separator: ",").map { felt(String($0)) }
            guard items.count <= wordsMax, items.allSatisfy({ $0 != nil }) else { return nil }
            return items.compactMap { $0 }
        }
    }

    /// A felt in hex or decimal, or a short string in quotes.
    private static func felt(_ text: String) -> String? {
        if text.hasPrefix("0x") { return Felt252(hex: text)?.hex }
        if text.count >= 2, text.first == "'", text.last == "'" { return short(text.dropFirst().dropLast()) }
        guard let value = UInt128(text) else { return nil }
        return "0x" + String(value, radix: 16)
    }

    private static func short(_ text: Substring) -> String? {
        guard text.utf8.count <= 31, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        return Felt252(hex: "0x0" + HexBytes.encode(text.utf8))?.hex
    }

    private static func wide(_ text: String) -> [String]? {
        if let value = UInt128(text) { return ["0x" + String(value, radix: 16), "0x0"] }
        guard text.hasPrefix("0x"), text.dropFirst(2).count <= 64, !text.dropFirst(2).isEmpty else { return nil }
        let digits = text.dropFirst(2), low = digits.suffix(32), high = digits.dropLast(32)
        guard let lowValue = UInt128(low, radix: 16), let highValue = high.isEmpty ? 0 : UInt128(high, radix: 16) else {
            return nil
        }
        return ["0x" + String(lowValue, radix: 16), "0x" + String(highValue, radix: 16)]
    }
}
