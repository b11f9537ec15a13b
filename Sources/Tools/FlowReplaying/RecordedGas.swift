/// What recorded receipts and estimates say here. The recorded node differs in three ways that are known to the unit:
///
/// - A receipt shows the data gas of the published words alone; the fee, like every estimate, also holds that of newly
///   allocated cells (EXEC §3.4). The fee says how much it is.
/// - It writes a declared ABI anew, without spaces, before it counts the class's bytes.
/// - Its tokens, deployers and first accounts are classes that count steps; what they use cannot be compared.
struct RecordedGas {
    /// Of every resource, in the recordings.
    private static let price = 1_000_000_000
    /// L2 gas of a byte of a class.
    private static let byteGas = 1280
    private static let wordGas = 32
    private static let blockAllocations = 32_000
    /// Addresses of the recorded node's own classes.
    private let own: Set<String>
    private var withOwnClasses: Set<String> = []
    private var abiGas: [String: Int] = [:]

    init(accounts: [String]) { own = Set(accounts + ComparisonRules.predeployed) }

    /// Remembers what a transaction was that the recorded node took under this hash.
    mutating func note(_ request: JSONTree, hash: String) {
        guard case .object(let members)? = request["params"], let transaction = members.first?.value else { return }
        if usesOwnClasses(transaction) { withOwnClasses.insert(hash) }
        abiGas[hash] = Self.abiGas(of: transaction)
    }

    /// Whether the L2 gas of an object, a receipt, is that of classes which only the recorded node has.
    func isIncomparable(_ receipt: JSONTree) -> Bool {
        receipt["transaction_hash"]?.text.map(withOwnClasses.contains) ?? false
    }

    /// Whether the gas of an estimate or simulation is.
    func isIncomparable(request: JSONTree) -> Bool { Self.list(of: request).contains(where: usesOwnClasses) }

    private func usesOwnClasses(_ transaction: JSONTree) -> Bool {
        let texts = [transaction["sender_address"]] + (transaction["calldata"]?.elements ?? [])
        return texts.contains { $0?.text.map(own.contains) ?? false }
    }

    /// The answer as it would be with the rules of the specification.
    func corrected(_ answer: JSONTree, to request: JSONTree) -> JSONTree {
        let list = Self.list(of: request)
        guard !list.isEmpty else { return corrected(answer) }
        func estimates(_ tree: JSONTree) -> JSONTree {
            guard case .array(let answers) = tree, answers.count == list.count else { return tree }
            return .array(zip(answers, list).map { Self.estimate($0, adding: Self.abiGas(of: $1)) })
        }
        if let simulated = answer["simulated_transactions"] {
            return answer.setting("simulated_transactions", estimates(simulated))
        }
        return estimates(answer)
    }

    private static func estimate(_ answer: JSONTree, adding gas: Int) -> JSONTree {
        if let inner = answer["fee_estimation"] {
            return answer.setting("fee_estimation", estimate(inner, adding: gas))
        }
        return answer.adding(gas, to: "l2_gas_consumed").adding(gas * price, to: "overall_fee")
    }

    private func corrected(_ tree: JSONTree) -> JSONTree {
        switch tree {
        case .array(let list): return .array(list.map(corrected))
        case .object(let members):
            if tree["actual_fee"] != nil, tree["execution_resources"] != nil { return receipt(tree) }
            return .object(members.map { JSONTree.Member(key: $0.key, value: corrected($0.value)) })
        default: return tree
        }
    }

    private func receipt(_ receipt: JSONTree) -> JSONTree {
        guard var resources = receipt["execution_resources"], let fee = receipt["actual_fee"] else { return receipt }
        if let paid = fee["amount"]?.text.flatMap(JSONTree.number), let l1 = resources["l1_gas"]?.integer,
            let data = resources["l1_data_gas"]?.integer, let l2 = resources["l2_gas"]?.integer,
            paid % Self.price == 0
        {
            let allocated = paid / Self.price - l1 - l2 - data
            // More than a block can hold is the fee of a transaction that was stopped at its bound.
            if (1...Self.blockAllocations).contains(allocated), allocated % Self.wordGas == 0 {
                resources = resources.setting("l1_data_gas", .number("\(data + allocated)"))
            }
        }
        var copy = receipt
        if let gas = receipt["transaction_hash"]?.text.flatMap({ abiGas[$0] }), gas != 0 {
            resources = resources.setting("l2_gas", .number("\((resources["l2_gas"]?.integer ?? 0) + gas)"))
            copy = copy.setting("actual_fee", fee.adding(gas * Self.price, to: "amount"))
            if var events = copy["events"]?.elements, let last = events.last, var data = last["data"]?.elements,
                let amount = data.first?.text.flatMap(JSONTree.number)
            {
                data[0] = .string(JSONTree.hex(amount + gas * Self.price))
                events[events.count - 1] = last.setting("data", .array(data))
                copy = copy.setting("events", .array(events))
            }
        }
        return copy.setting("execution_resources", resources)
    }

    private static func list(of request: JSONTree) -> [JSONTree] {
        guard let name = request["method"]?.text, let parameters = request["params"] else { return [] }
        switch name {
        case "starknet_estimateFee": return parameters["request"]?.elements ?? []
        case "starknet_simulateTransactions": return parameters["transactions"]?.elements ?? []
        default: return []
        }
    }

    /// The gas of the spaces that the recorded node did not count.
    private static func abiGas(of transaction: JSONTree) -> Int {
        guard let text = transaction["contract_class"]?["abi"]?.text,
            let abi = try? JSONTree(parsing: Array(text.utf8))
        else { return 0 }
        return (text.utf8.count - abi.json.utf8.count) * byteGas
    }
}

extension JSONTree {
    /// The same object with another value of a member.
    func setting(_ key: String, _ value: JSONTree) -> JSONTree {
        guard case .object(var members) = self, let index = members.firstIndex(where: { $0.key == key }) else {
            return self
        }
        members[index].value = value
        return .object(members)
    }

    /// The same object with something added to a member that is a number in base 16.
    fileprivate func adding(_ more: Int, to key: String) -> JSONTree {
        guard more != 0, let value = self[key]?.text.flatMap(Self.number) else { return self }
        return setting(key, .string(Self.hex(value + more)))
    }

    fileprivate static func number(_ hex: String) -> Int? {
        hex.hasPrefix("0x") ? Int(hex.dropFirst(2), radix: 16) : nil
    }
    fileprivate static func hex(_ number: Int) -> String { "0x" + String(number, radix: 16) }
}
