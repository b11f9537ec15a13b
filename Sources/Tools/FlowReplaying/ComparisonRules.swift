/// Which parts of an answer must be equal on every node, and which are the node's own.
struct ComparisonRules {
    enum Treatment {
        case equal
        /// Only its kind is compared.
        case free
        /// A name that the node gives: another one, but always the same.
        case name
        /// Where the node's list goes on, in its own words.
        case token
        /// JSON as text: spaces are the node's own.
        case json
        /// Classes, some of them the node's own.
        case classes
        /// Why an execution failed.
        case reason
    }

    let method: String
    var comparesL2Gas: Bool
    /// The answer is a balance of the fee token, which depends on all fees paid so far.
    var isBalance = false

    private var isTrace: Bool { method.contains("trace") || method.contains("simulate") }

    func treatment(of key: String, in object: JSONTree, path: String) -> Treatment {
        switch key {
        case "block_hash", "parent_hash", "subscription_id": return .name
        case "continuation_token": return .token
        case "abi": return .json
        case "declared_contracts": return .classes
        // One set of recordings declares its classes under another version, which no hash holds.
        case "new_root", "old_root", "state_diff_length", "message", "contract_class_version": return .free
        // Why a transaction was refused before it ran is said in each node's own words.
        case "execution_error" where object[key]?.text.map { !ReasonText.hasPanic($0) } ?? false: return .free
        case "revert_reason", "failure_reason", "execution_error", "revert_error", "error": return .reason
        case "l2_gas", "l2_gas_consumed", "overall_fee":
            return isTrace && key == "l2_gas" || !comparesL2Gas ? .free : .equal
        case "amount": return comparesL2Gas ? .equal : .free
        case "data" where object["keys"] != nil:
            return !comparesL2Gas && (object["from_address"]?.text.map(Self.isToken) ?? true) ? .free : .equal
        case "fee_transfer_invocation": return .free
        case "class_hash":
            return object[key]?.text.map(Self.isReferenceClass) == true ? .free : .equal
        // The gas of single calls: see the recording's notes.
        case "execution_resources" where isTrace: return .free
        default: return key.hasSuffix("_commitment") ? .free : .equal
        }
    }

    /// Members that the reference writes where the specification has none.
    func mayBeAbsent(_ member: JSONTree.Member) -> Bool {
        member.value == .null && ["failure_reason", "l1_transaction_hash", "block_hash"].contains(member.key)
            || member.key == "paid_fee_on_l1"
    }

    /// Members of the specification that the reference leaves out.
    func mayBeAdded(_ member: JSONTree.Member) -> Bool { member.key == "migrated_compiled_classes" }

    static func isToken(_ address: String) -> Bool { predeployed.prefix(2).contains(address) }

    /// Whether what a contract stores is the node's own: its tokens' cells, the hashes of its blocks.
    private static func isNodesOwn(_ address: String) -> Bool { isToken(address) || address == "0x1" }

    /// The tokens, then the universal deployers.
    static let predeployed = [
        "0x4718f5a0fc34cc1af16a1cdee98ffb20c31f5cd61d6ab07201858f4287c938d",
        "0x49d36570d4e46f48e99674bd3fcc84644ddd6b96f7c741b1562b82f9e004dc7",
        "0x2ceed65a4bd731034c01113685c831b01c15d7d432f71afb1cf1634b53a2125",
        "0x41a78e741e5af2fec34b695679bc6891742439f7afb8484ecd7766661ad02bf",
    ]

    /// An address of L1 may be written with all its digits.
    static func areSameNumber(_ a: String, _ b: String) -> Bool {
        func digits(_ text: String) -> Substring { text.dropFirst(2).drop { $0 == "0" } }
        return a.hasPrefix("0x") && b.hasPrefix("0x") && digits(a) == digits(b)
    }

    /// The classes of the reference's own accounts, tokens and deployers: other nodes have others.
    static func isReferenceClass(_ hash: String) -> Bool {
        [
            "0x2e77ee61d4df3d988ee1f42ea5442e913862cc82c2584d212ecda76666498fc",
            "0xb45dbc3714180381c5680e41931172d67194d77d504413465390e0bef194ec",
            "0x1b2df6d8861670d4a8ca4670433b2418d78169c2947f46dc614e69f333745c8",
            "0x7b3e05f48f0c69e4a65ce5e076a66271a527aff2c34ce1083ec6e1526997a69",
            "0x5b4b537eaa2399e3aa99c4e2e0208ebd6c71bc1467938cd52c798c601e43564",
        ].contains(hash)
    }

    /// The same with the lists of state diffs in one order, and without the tokens' cells.
    func sorted(_ tree: JSONTree) -> JSONTree {
        switch tree {
        case .array(let list): .array(list.map(sorted))
        case .object(let members):
            .object(
                members.map { member in
                    var value = sorted(member.value)
                    if Self.unordered.contains(member.key), let list = value.elements {
                        value = .array(
                            list.filter { entry in
                                let address = entry["address"] ?? entry["contract_address"]
                                return !(address?.text.map(Self.isNodesOwn) ?? false)
                            }
                            .sorted { $0.json < $1.json })
                    }
                    return JSONTree.Member(key: member.key, value: value)
                })
        default: tree
        }
    }

    private static let unordered: Set = [
        "storage_diffs", "storage_entries", "declared_classes", "deployed_contracts", "replaced_classes", "nonces",
        "deprecated_declared_classes", "storage", "class_hashes",
    ]
}

/// Reasons of failed executions as text.
enum ReasonText {
    /// Equal by the panic's data in their order; what frames of the reference's machine say is its own.
    static func areEqual(_ a: JSONTree, _ b: JSONTree) -> Bool {
        guard let a = a.text, let b = b.text else { return a == b }
        if a == b { return true }
        for mark in ["Error at pc=", "Cairo traceback", "Unknown location", "RunResources"] where a.contains(mark) {
            return true
        }
        let data = panicData(a)
        return !data.isEmpty && data == panicData(b)
    }

    /// Whether a text tells of a contract that panicked.
    static func hasPanic(_ text: String) -> Bool {
        !panicData(text).isEmpty || ["Error at pc=", "Execution failed"].contains { text.contains($0) }
    }

    /// The felts that are shown with their text, `0x… ('…')`.
    static func panicData(_ text: String) -> [Substring] {
        var list: [Substring] = []
        for part in text.components(before: " ('") { list.append(part) }
        return list
    }
}

extension String {
    /// The words that stand right before each `mark`.
    fileprivate func components(before mark: String) -> [Substring] {
        var list: [Substring] = []
        var rest = self[...]
        while let range = rest.firstRange(of: mark) {
            let word = rest[..<range.lowerBound].split(whereSeparator: { " (\n,".contains($0) }).last ?? ""
            list.append(word)
            rest = rest[range.upperBound...]
        }
        return list
    }
}
