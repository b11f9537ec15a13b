/// A place at which two answers differ.
public struct AnswerDifference: Sendable {
    public var path: String
    public var recorded: String
    public var found: String
}

/// Compares answers by what must be equal on every node, and remembers the names that each node gives itself: where the
/// recording's block hash stood, ours stands in every later request and answer.
public struct AnswerComparison: Sendable {
    /// Whether L2 gas is compared: one set of recordings counts it by the virtual machine's steps, which no node does.
    public let comparesL2Gas: Bool
    private var names: [String: String] = [:]
    /// Where a list goes on, as both nodes say it: each word is used again for other lists.
    private var tokens: [String: String] = [:]
    private var gas: RecordedGas

    /// `accounts` are the addresses of those that the recorded node began with.
    public init(comparesL2Gas: Bool, accounts: [String] = []) {
        self.comparesL2Gas = comparesL2Gas
        gas = RecordedGas(accounts: accounts)
    }

    /// A recorded request as it must be sent to this node.
    public func translated(_ tree: JSONTree) -> JSONTree {
        switch tree {
        case .string(let text): return .string(names[text] ?? text)
        case .array(let list): return .array(list.map(translated))
        case .object(let members):
            return .object(
                members.map { member in
                    if member.key == "continuation_token", let token = member.value.text {
                        return JSONTree.Member(key: member.key, value: .string(tokens[token] ?? token))
                    }
                    return JSONTree.Member(key: member.key, value: translated(member.value))
                })
        default: return tree
        }
    }

    /// What differs between the recorded answer to a request and the node's.
    public mutating func differences(_ recorded: JSONTree, _ found: JSONTree, to request: JSONTree)
        -> [AnswerDifference]
    {
        var list: [AnswerDifference] = []
        if case .array(let answers) = recorded {
            guard let ours = found.elements, ours.count == answers.count else {
                return [AnswerDifference(path: "$", recorded: recorded.json, found: found.json)]
            }
            for (index, (a, b)) in zip(answers, ours).enumerated() {
                let part = request.elements.flatMap { index < $0.count ? $0[index] : nil } ?? .null
                list += differences(a, b, to: part)
            }
            return list
        }
        let method = request["method"]?.text ?? recorded["method"]?.text ?? ""
        if let error = recorded["error"] {
            return differences(error: error, found, method)
        }
        guard let result = recorded["result"] ?? recorded["params"] else {
            return [AnswerDifference(path: "$", recorded: recorded.json, found: found.json)]
        }
        guard let ours = found["result"] ?? found["params"] else {
            return [AnswerDifference(path: "$", recorded: "a result", found: found["error"]?.json ?? found.json)]
        }
        if method.hasPrefix("devnet_") {
            learn(result, ours)
            return []
        }
        if method.hasPrefix("starknet_add"), let hash = result["transaction_hash"]?.text {
            gas.note(request, hash: hash)
        }
        let isComparable = comparesL2Gas && !gas.isIncomparable(request: request)
        var rules = ComparisonRules(method: method, comparesL2Gas: isComparable)
        rules.isBalance = Self.readsBalance(request)
        let expected = gas.corrected(result, to: request)
        compare(rules.sorted(expected), rules.sorted(ours), "$", rules, &list)
        return list
    }

    /// Whether the recorded node gave a call no gas because its bounds are tiny, where the full gas is meant.
    func ranOutOfGas(_ recorded: JSONTree, _ found: JSONTree, to request: JSONTree) -> Bool {
        guard comparesL2Gas,
            ["starknet_estimateFee", "starknet_simulateTransactions"].contains(request["method"]?.text)
        else { return false }
        let marks = ["Out of gas", "0x4f7574206f6620676173"]
        func has(_ tree: JSONTree) -> Bool { marks.contains { tree.json.contains($0) } }
        // With gas of its own it ends well, or fails for another reason.
        return has(recorded) && !has(found) && (found["result"] != nil || found["error"]?["code"]?.integer == 41)
    }

    /// Errors are equal by their code; those of execution also by the stack of calls and the panic's data.
    private mutating func differences(error: JSONTree, _ found: JSONTree, _ method: String) -> [AnswerDifference] {
        let code = error["code"]?.integer ?? 0
        guard let ours = found["error"] else {
            return [AnswerDifference(path: "$", recorded: "error \(code)", found: found.json)]
        }
        let ourCode = ours["code"]?.integer ?? 0
        // The reference has no code for many refusals, and takes malformed classes for malformed parameters.
        if code == -1 || method.hasPrefix("devnet_") { return [] }
        if method == "starknet_addDeclareTransaction", code == -32_602, ourCode == 56 { return [] }
        guard code == ourCode else {
            return [AnswerDifference(path: "$.error.code", recorded: "\(code)", found: ours.json)]
        }
        guard code == 40 || code == 41, let data = error["data"] else { return [] }
        var list: [AnswerDifference] = []
        let rules = ComparisonRules(method: method, comparesL2Gas: comparesL2Gas)
        compare(data, ours["data"] ?? .null, "$.error.data", rules, &list)
        return list
    }

    /// Remembers a name of the recording's and the node's for the same thing.
    mutating func learnName(_ recorded: String?, _ found: String?) {
        guard let recorded, let found else { return }
        names[recorded] = found
    }

    /// What devnet methods answer is their own; the names in it are remembered.
    private mutating func learn(_ recorded: JSONTree, _ found: JSONTree) {
        guard case .object(let members) = recorded else { return }
        for member in members where ["block_hash", "tx_hash", "transaction_hash"].contains(member.key) {
            guard let a = member.value.text, let b = found[member.key]?.text else { continue }
            names[a] = b
        }
    }

    private static func readsBalance(_ request: JSONTree) -> Bool {
        guard request["method"]?.text == "starknet_call", let call = request["params"]?["request"] else { return false }
        return call["contract_address"]?.text.map(ComparisonRules.isToken) ?? false
    }

    private mutating func compare(
        _ a: JSONTree, _ b: JSONTree, _ path: String, _ rules: ComparisonRules, _ list: inout [AnswerDifference]
    ) {
        switch (a, b) {
        case (.object(let recorded), .object(let found)):
            var rules = rules
            if gas.isIncomparable(a) { rules.comparesL2Gas = false }
            for member in recorded {
                let place = "\(path).\(member.key)"
                guard let ours = b[member.key] else {
                    if rules.mayBeAbsent(member) { continue }
                    list.append(AnswerDifference(path: place, recorded: member.value.json, found: "absent"))
                    continue
                }
                func differs() {
                    list.append(AnswerDifference(path: place, recorded: member.value.json, found: ours.json))
                }
                switch rules.treatment(of: member.key, in: a, path: path) {
                case .free:
                    if !Self.isSameKind(member.value, ours) {
                        differs()
                    }
                case .name: compareName(member.value, ours, place, &list)
                case .classes: if !Self.areSameClasses(member.value, ours) { differs() }
                case .token:
                    if let recorded = member.value.text, let found = ours.text { tokens[recorded] = found }
                case .json:
                    if !Self.isSameText(member.value, ours) {
                        differs()
                    }
                case .reason:
                    guard !ReasonText.areEqual(member.value, ours) else { continue }
                    // How far beyond a bound of L2 gas an execution went depends on how it is counted.
                    if !rules.comparesL2Gas, member.value.text?.hasPrefix("Insufficient max L2Gas") == true { continue }
                    if case .object = member.value {
                        compare(member.value, ours, place, rules, &list)
                    } else {
                        differs()
                    }
                case .equal: compare(member.value, ours, place, rules, &list)
                }
            }
            for member in found where a[member.key] == nil && !rules.mayBeAdded(member) {
                list.append(
                    AnswerDifference(path: "\(path).\(member.key)", recorded: "absent", found: member.value.json))
            }
        case (.array(let recorded), .array(let found)):
            guard recorded.count == found.count else {
                list.append(
                    AnswerDifference(
                        path: path, recorded: "\(recorded.count) elements", found: "\(found.count) elements"))
                return
            }
            if rules.isBalance && !comparesL2Gas && path == "$" { return }
            for (index, (x, y)) in zip(recorded, found).enumerated() {
                compare(x, y, "\(path)[\(index)]", rules, &list)
            }
        case (.string(let recorded), .string(let found)):
            if (names[recorded] ?? recorded) == found { return }
            if ComparisonRules.isReferenceClass(recorded) { return }
            if path.hasSuffix(".to_address"), ComparisonRules.areSameNumber(recorded, found) { return }
            list.append(AnswerDifference(path: path, recorded: recorded, found: found))
        default:
            if a != b { list.append(AnswerDifference(path: path, recorded: a.json, found: b.json)) }
        }
    }

    private mutating func compareName(
        _ a: JSONTree, _ b: JSONTree, _ path: String, _ list: inout [AnswerDifference]
    ) {
        guard let recorded = a.text, let found = b.text else {
            if !Self.isSameKind(a, b) {
                list.append(AnswerDifference(path: path, recorded: a.json, found: b.json))
            }
            return
        }
        if let known = names[recorded] {
            if known != found {
                list.append(AnswerDifference(path: path, recorded: "\(known) as before", found: found))
            }
        } else if recorded != found {
            names[recorded] = found
        }
    }

    /// Whether a list has as many classes as the recorded one, and all of those that are not the recorded node's own.
    private static func areSameClasses(_ recorded: JSONTree, _ found: JSONTree) -> Bool {
        let known = (recorded.elements ?? []).filter {
            !($0["class_hash"]?.text.map(ComparisonRules.isReferenceClass) ?? false)
        }
        let all = found.elements ?? []
        return all.count == recorded.elements?.count && known.allSatisfy(all.contains)
    }

    /// Whether two texts are the same JSON.
    private static func isSameText(_ a: JSONTree, _ b: JSONTree) -> Bool {
        guard let a = a.text, let b = b.text else { return a == b }
        if a == b { return true }
        guard let a = try? JSONTree(parsing: Array(a.utf8)), let b = try? JSONTree(parsing: Array(b.utf8)) else {
            return false
        }
        return a == b
    }

    private static func isSameKind(_ a: JSONTree, _ b: JSONTree) -> Bool {
        switch (a, b) {
        case (.null, .null), (.bool, .bool), (.number, .number), (.string, .string), (.array, .array),
            (.object, .object):
            true
        default: false
        }
    }
}
