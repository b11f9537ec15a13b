import CommandLines
import FiniteFields
import Foundation
import HashFunctions
import JSONCoding

/// Felts and selectors as typed on the command line.
enum RunArguments {
    static func felts(_ text: String) throws -> [Felt252] {
        if text.isEmpty { return [] }
        return try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            let word = part.trimmingCharacters(in: .whitespaces)
            guard let felt = Felt252(hex: word) ?? Felt252(decimal: word) else {
                throw UsageError("'\(word)' is no felt")
            }
            return felt
        }
    }

    /// An element of an arguments file: a hex or decimal string, or a number.
    static func felt(_ json: JSONValue) throws(JSONError) -> Felt252 {
        let text = json.kind == .number ? try json.numberText() : try json.string()
        guard let felt = Felt252(hex: text) ?? Felt252(decimal: text) else { throw json.mismatch("a felt") }
        return felt
    }

    static func selector(_ arguments: Arguments) throws -> Felt252 {
        switch (arguments.string("function"), arguments.string("selector")) {
        case (let name?, nil): return StarknetKeccak.selector(name)
        case (nil, let text?):
            guard let selector = Felt252(hex: text) else { throw UsageError("'\(text)' is no selector") }
            return selector
        default: throw UsageError("a class needs --function or --selector")
        }
    }
}
