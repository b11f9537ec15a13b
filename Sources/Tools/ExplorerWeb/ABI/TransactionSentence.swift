import FiniteFields

/// What a transaction does, in one sentence: `factorial(89)`, `transfer of 1.5 STRK to 0x1234…abcd`. Names are those of
/// the called classes' ABIs: claims, so the sentence is a help for readers and nothing more.
enum TransactionSentence {
    static let callsShown = 3

    /// - Parameters:
    ///   - calls: what the account is asked to do.
    ///   - abi: the ABI of a contract's class, where it is known.
    static func text(_ calls: [AccountCall], abi: (String) -> ContractABI?) -> String? {
        guard !calls.isEmpty else { return nil }
        var parts = calls.prefix(callsShown).map { sentence($0, abi($0.contract)) }
        if calls.count > callsShown { parts.append("\(calls.count - callsShown) more calls") }
        return parts.joined(separator: "; ")
    }

    /// What a transaction does that is not an account's calls.
    static func text(_ detail: TransactionDetail) -> String? {
        switch detail.summary.type {
        case "DECLARE": detail.classHash.map { "declaration of class \(short($0))" }
        case "DEPLOY_ACCOUNT":
            detail.classHash.map { "deployment of the account \(short(detail.summary.sender)) of class \(short($0))" }
        case "L1_HANDLER": "handling of a message of L1 by \(contract(detail.summary.sender))"
        default: nil
        }
    }

    private static func sentence(_ call: AccountCall, _ abi: ContractABI?) -> String {
        let function = abi?.functions[call.selector]
        let decoded = function.flatMap { function in
            abi.flatMap {
                ABIDecoder.decode(name: function.name, parameters: function.inputs, words: call.calldata, abi: $0)
            }
        }
        if let unit = KnownContracts.tokenUnit(of: call.contract), let sentence = token(call, unit) { return sentence }
        let name = function?.name ?? SelectorNames.name(of: call.selector) ?? "selector " + short(call.selector)
        guard let decoded else {
            let words = call.calldata.count == 1 ? "1 word" : "\(call.calldata.count) words"
            return "\(name) with \(words), on \(contract(call.contract))"
        }
        return "\(name)(\(decoded.arguments.map { argument($0.line()) }.joined(separator: ", ")))"
    }

    /// The two calls of the fee tokens that everybody sends.
    private static func token(_ call: AccountCall, _ unit: String) -> String? {
        guard call.calldata.count == 3,
            let amount = TokenAmount.text(low: call.calldata[1], high: call.calldata[2])
        else { return nil }
        switch SelectorNames.name(of: call.selector) {
        case "transfer": return "transfer of \(amount) \(unit) to \(contract(call.calldata[0]))"
        case "approve": return "approval of \(amount) \(unit) for \(contract(call.calldata[0]))"
        default: return nil
        }
    }

    private static func contract(_ address: String) -> String { KnownContracts.name(of: address) ?? short(address) }

    /// Long values would make the sentence unreadable; the call below has them whole.
    private static func argument(_ text: String) -> String { text.count > 40 ? short(text) : text }

    private static func short(_ hex: String) -> String { hex.count > 17 ? "\(hex.prefix(10))…\(hex.suffix(6))" : hex }
}
