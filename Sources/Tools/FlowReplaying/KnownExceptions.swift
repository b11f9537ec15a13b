/// Steps at which the reference is not the specification, with what the specification has instead.
enum KnownExceptions {
    /// Why a step of a flow may differ; nil when it may not.
    static func reason(flow: String, step: Int) -> String? { table[flow]?[step] }

    /// How many blocks the recorded node made in a step that makes none here.
    static func blocks(flow: String, after step: Int) -> Int { blocks[flow]?[step] ?? 0 }

    private static let blocks: [String: [Int: Int]] = [
        // A message from an address that is none of L1.
        "13-l1-messages": [41: 1],
        // Mints of half a token and of too many, time that goes back, prices that do not change.
        "12-devnet-methods": [18: 1, 22: 1, 38: 1, 43: 1],
    ]

    private static let genesis = "block 0 is the node's own"
    private static let mint = "how tokens are minted is the node's own"
    private static let optional = "optional last parameters may be left out by position too"
    private static let tolerant = "unknown parameters are let through: newer clients send some"
    private static let ahead = "an estimate may be of a transaction whose predecessors wait"
    private static let proofs = "the reference keeps no tries"
    private static let version = "the specification has error 61 for versions"

    private static let limits = "beyond a limit of the specification"
    private static let cairo0 = "the older universal deployer is of Cairo 0, and stays out"
    private static let gap = "the reference executes a transaction with a gap before its nonce"
    private static let older = "the reference keeps no reads of past blocks"
    private static let base = "the reference shows changes against the state before the first of them"
    private static let blockData = "the reference calls in the block after the latest"
    private static let sameHash = "the reference gives two blocks one hash"
    private static let settled = "nothing is settled on another chain"
    private static let unset = "the state changes by transactions only"
    private static let file = "a dump goes to a file"
    private static let token = "a token of another class refuses in its own words"
    private static let prices = "the gas prices of a chain stand in its genesis"

    private static let table: [String: [Int: String]] = [
        "03-declare": [18: "the specification has error 62 for versions of classes"],
        "04-deployments": [6: cairo0, 7: cairo0, 9: cairo0],
        "06-erc20-events": [67: limits, 69: limits, 70: limits, 72: "the token was never given", 73: limits],
        "13-l1-messages": [
            0: "the reference estimates messages without L2 gas", 8: "no fee says what was allocated",
        ],
        "14-syscalls": [
            96: "the message from no address of L1 was not handled", 99: blockData, 103: blockData,
            319: "the message from no address of L1 was not handled",
        ],
        "01-chain-basics": [
            40: genesis, 41: genesis, 42: genesis, 57: optional, 67: tolerant, 75: mint, 78: mint, 81: mint, 87: mint,
        ],
        "09-estimate-simulate-trace": [
            48: ahead, 49: ahead, 76: base, 78: base, 103: optional, 116: older,
            119: "there are no traces of pre_confirmed", 122: mint,
        ],
        "10-state-queries": [
            8: optional, 12: "a storage key is below 2^251 - 256", 13: "the storage of system contracts can be read",
            34: tolerant,
            35: proofs,
            36: proofs, 38: proofs,
        ],
        "12-devnet-methods": [
            18: "an amount is a whole number", 38: "time does not go back", 39: "time does not go back", 44: prices,
            46: prices,
            64: sameHash, 70: settled, 71: settled, 78: "an account of another class", 92: unset, 94: unset, 95: unset,
            97: file,
            103: "a dump loads", 104: "a dump loads", 107: file, 121: tolerant,
        ],
        "15-pre-confirmed": [
            7: token, 16: token, 17: token, 19: token, 22: token, 25: "there are no traces of pre_confirmed", 38: gap,
            39: gap, 44: token, 45: token, 46: gap, 47: gap, 48: gap, 49: gap,
        ],
        "11-websocket": [
            17: tolerant, 26: "17 groups of keys are error 34", 43: "1025 addresses are error 67", 49: mint,
        ],
        "08-errors": [
            27: version, 28: version, 29: version, 30: version,
            47: "a felt is below the prime",
            73: optional, 90: tolerant,
            102: "jsonrpc 1.0 is refused here",
            103: "a notification has no answer",
            107: "an id may be any number",
            111: "unknown members of a request are let through",
            113: "the content type is not looked at",
            114: "the content type is not looked at",
            116: "each entry of a batch has an answer of its own",
            119: "a batch of notifications has no answer",
        ],
    ]
}
