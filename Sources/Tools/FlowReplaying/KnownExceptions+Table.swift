/// The table of steps that may differ, by flow and step.
extension KnownExceptions {
    static let table: [String: [Int: Exception]] = [
        "01-chain-basics": basics, "03-declare": declarations, "04-deployments": deployments, "06-erc20-events": events,
        "08-errors": errors, "09-estimate-simulate-trace": simulations, "10-state-queries": queries,
        "11-websocket": sockets, "12-devnet-methods": methods, "13-l1-messages": messages, "14-syscalls": systemCalls,
        "15-pre-confirmed": preConfirmed,
    ]

    private static func optional(_ answer: SpecifiedAnswer) -> Exception {
        Exception("optional last parameters may be left out by position too", answer)
    }

    private static func tolerant(_ answer: SpecifiedAnswer) -> Exception {
        Exception("unknown parameters and members are let through: newer clients send some", answer)
    }

    /// Who mints, with which bounds, and how its account answers.
    private static func mint(_ transaction: String?, _ more: [String] = []) -> Exception {
        let own = ["signature", "resource_bounds", "sender_address", "calldata[2]"]
        return Exception(
            "how tokens are minted is the node's own",
            .but((transaction.map { t in own.map { "\(t).\($0)" } } ?? []) + more))
    }

    private static func limit(_ code: Int) -> Exception {
        Exception("beyond a limit of the specification", .error(code))
    }

    private static let genesis = Exception(
        "block 0 is the node's own",
        .but(
            ["deployed_contracts", "storage_diffs", "declared_classes", "deprecated_declared_classes"]
                .map { "$.state_diff.\($0)" }))

    private static let basics: [Int: Exception] = [
        40: genesis, 41: genesis, 42: genesis, 57: optional(.result), 67: tolerant(.result),
        75: mint("$.transactions[0]"),
        78: mint(
            "$.transactions[0].transaction",
            ["actual_fee", "events[0].keys[1]", "events[1].keys[1]", "events[1].data[0]", "execution_resources"]
                .map { "$.transactions[0].receipt.\($0)" }),
        81: mint(nil, ["$.state_diff.nonces[0].contract_address"]), 87: mint("$.transactions[0]"),
    ]

    private static let declarations: [Int: Exception] = [
        18: Exception("the specification has error 62 for versions of classes", .error(62))
    ]

    private static let cairo0 = Exception("the older universal deployer is of Cairo 0, and stays out", nil)
    private static let deployments: [Int: Exception] = [6: cairo0, 7: cairo0]

    private static let events: [Int: Exception] = [
        67: limit(-32_602), 69: limit(31), 70: limit(31), 72: Exception("the token was never given", .error(33)),
        73: limit(34),
    ]

    private static let version = Exception("the specification has error 61 for versions", .error(61))
    private static let contentType = Exception("the content type is not looked at", .result)
    private static let errors: [Int: Exception] = [
        27: version, 28: version, 29: version, 30: version, 47: Exception("a felt is below the prime", .error(-32_602)),
        73: optional(.error(29)), 90: tolerant(.result),
        102: Exception("jsonrpc 1.0 is refused here", .error(-32_600)),
        103: Exception("a notification has no answer", .status(204)),
        107: Exception("an id may be any number", .result), 111: tolerant(.result), 113: contentType, 114: contentType,
        116: Exception(
            "each entry of a batch has an answer of its own", .batch([nil, -32_601, -32_602, -32_600, -32_600])),
        119: Exception("a batch of notifications has no answer", .status(204)),
        122: Exception("a call has no more calldata than a transaction", .error(-32_602)),
        123: Exception("a body has at most four megabytes", .status(413)),
    ]

    private static let ahead = Exception("an estimate may be of a transaction whose predecessors wait", .result)
    private static let base = Exception(
        "the reference shows changes against the state before the first of them",
        .but(["$[1].transaction_trace.state_diff"]))
    private static let traceless = Exception("there are no traces of pre_confirmed", .error(-32_602))
    private static let simulations: [Int: Exception] = [
        48: ahead, 49: ahead, 76: base, 78: base, 103: optional(.result),
        116: Exception("the reference keeps no reads of past blocks", .but(["$.initial_reads"])), 119: traceless,
        122: mint(
            nil, ["$.validate_invocation", "$.execute_invocation", "$.state_diff.nonces[0].contract_address"]),
    ]

    private static let tries = Exception("the reference keeps no tries", .result)
    private static let queries: [Int: Exception] = [
        8: optional(.result), 12: Exception("a storage key is below 2^251 - 256", .error(-32_602)),
        13: Exception("the storage of system contracts can be read", .result), 34: tolerant(.error(28)), 35: tries,
        36: tries, 38: tries,
    ]

    private static let sockets: [Int: Exception] = [
        17: tolerant(.result), 26: Exception("17 groups of keys are error 34", .error(34)),
        43: Exception("1025 addresses are error 67", .error(67)),
        49: mint(
            "$.result", ["$.result.events[0].keys[1]", "$.result.events[1].keys[1]", "$.result.execution_resources"]),
    ]

    private static let past = "time does not go back"
    private static let prices = Exception(
        "the gas prices of a chain stand in its genesis",
        .but(["$.l1_gas_price", "$.l2_gas_price", "$.l1_data_gas_price"]))
    private static let settled = "nothing is settled on another chain"
    private static let unset = Exception("the state changes by transactions only", .value(#""0x0""#))
    private static let file = Exception("a dump goes to a file", .error(-32_602))
    private static let methods: [Int: Exception] = [
        18: Exception("an amount is a whole number", .error(-32_602)), 38: Exception(past, .error(-32_602)),
        39: Exception(past, .but(["$.timestamp"])), 44: prices, 46: prices,
        64: Exception("the reference gives two blocks one hash", .but(["$.block_hash"])),
        70: Exception(settled, .error(24)), 71: Exception(settled, .but(["$.finality_status", "$.block_hash"])),
        78: Exception("an account of another class", .but(["$.error.data.execution_error"])), 92: unset, 94: unset,
        97: file, 103: Exception("a dump loads", .result), 104: Exception("a dump loads", .value("20")), 107: file,
        121: tolerant(.result),
    ]

    private static let messages: [Int: Exception] = [
        0: Exception(
            "the reference estimates messages without L2 gas",
            .but(["$.l1_gas_consumed", "$.l2_gas_consumed", "$.overall_fee"])),
        8: Exception("no fee says what was allocated", .but(["$.execution_resources.l1_data_gas"])),
    ]

    private static let unhandled = "the message from no address of L1 was not handled"
    private static let blockData = "the reference calls in the block after the latest"
    private static let systemCalls: [Int: Exception] = [
        96: Exception(unhandled, .value(#"["0x227"]"#)), 99: Exception(blockData, .but(["$[3]"])),
        103: Exception(blockData, .but(["$[0]"])), 319: Exception(unhandled, .but(["$.events"])),
    ]

    /// The fee token's own sentence.
    private static func token(_ place: String) -> Exception {
        Exception("a token of another class refuses in its own words", .but([place]))
    }

    private static func gap(_ answer: SpecifiedAnswer) -> Exception {
        Exception("the reference executes a transaction with a gap before its nonce", answer)
    }

    private static let counts = SpecifiedAnswer.but(["$.transaction_count", "$.event_count", "$.transactions"])
    private static let preConfirmed: [Int: Exception] = [
        7: token("$.result.revert_reason"), 16: token("$.failure_reason"), 17: token("$.revert_reason"),
        19: token("$.execute_invocation.revert_reason"), 22: token("$.transactions[2].receipt.revert_reason"),
        25: traceless, 38: gap(.error(52)), 39: gap(.result), 44: token("$.revert_reason"),
        45: token("$.failure_reason"), 46: gap(counts), 47: gap(counts),
        48: gap(.but(["$.state_diff.nonces[0].nonce"])), 49: gap(.count(3)),
    ]
}
