import FiniteFields

/// One call that an account is asked to make, read from the calldata of its transaction: an array of calls, each with
/// address, selector and an array of arguments (the form of every Cairo 1 account).
struct AccountCall: Sendable, Equatable {
    var contract: String
    var selector: String
    var calldata: [String]

    static let callsMax = 100

    /// The calls, or none where the words do not have exactly this form.
    static func list(_ words: [String]) -> [AccountCall] {
        var rest = words[...]
        func count() -> Int? {
            guard let word = rest.popFirst(), let value = Felt252(hex: word)?.asUInt64, value <= UInt64(rest.count)
            else {
                return nil
            }
            return Int(value)
        }
        guard let calls = count(), calls <= callsMax else { return [] }
        var out: [AccountCall] = []
        for _ in 0..<calls {
            guard let contract = rest.popFirst(), let selector = rest.popFirst(), let length = count() else {
                return []
            }
            out.append(AccountCall(contract: contract, selector: selector, calldata: Array(rest.prefix(length))))
            rest = rest.dropFirst(length)
        }
        return rest.isEmpty ? out : []
    }
}
