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

    public init(comparesL2Gas: Bool) { self.comparesL2Gas = comparesL2Gas }

    /// A recorded request as it must be sent to this node.
    public func translated(_ tree: JSONTree) -> JSONTree { tree.mappingTexts { names[$0] ?? $0 } }

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
        var rules = ComparisonRules(method: method, comparesL2Gas: comparesL2Gas)
        rules.isBalance = Self.readsBalance(request)
        compare(rules.sorted(result), rules.sorted(ours), "$", rules, &list)
        return list
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
            for member in recorded {
                let place = "\(path).\(member.key)"
                guard let ours = b[member.key] else {
                    if rules.mayBeAbsent(member) { continue }
                    list.append(AnswerDifference(path: place, recorded: member.value.json, found: "absent"))
                    continue
                }
                switch rules.treatment(of: member.key, in: a, path: path) {
                case .free:
                    if !Self.isSameKind(member.value, ours) {
                        list.append(AnswerDifference(path: place, recorded: member.value.json, found: ours.json))
                    }
                case .name: compareName(member.value, ours, place, &list)
                case .reason:
                    guard !ReasonText.areEqual(member.value, ours) else { continue }
                    if case .object = member.value {
                        compare(member.value, ours, place, rules, &list)
                    } else {
                        list.append(AnswerDifference(path: place, recorded: member.value.json, found: ours.json))
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

    private static func isSameKind(_ a: JSONTree, _ b: JSONTree) -> Bool {
        switch (a, b) {
        case (.null, .null), (.bool, .bool), (.number, .number), (.string, .string), (.array, .array),
            (.object, .object):
            true
        default: false
        }
    }
}
