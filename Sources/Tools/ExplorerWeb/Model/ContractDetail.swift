/// A contract's page: its class, state and what happened to it lately.
struct ContractDetail: Sendable {
    var address: String
    var classHash: String
    var nonce: String?
    /// A name the explorer itself gives (fee tokens, deployer), never one the contract claims.
    var knownAs: String?
    /// Unit and amount of each fee token.
    var balances: [(unit: String, amount: String)] = []
    var functions: [ABIFunction] = []
    /// What the form's call answered, when one was asked for.
    var call: ViewAnswer?
    /// What stands in the storage at the key that was asked for.
    var storage: (key: String, text: String)?
    /// Events of the latest blocks, newest first, with their block; nil when the node gave none.
    var events: [(event: EventView, block: UInt64)]?
    var sent: [TransactionSummary] = []
    var incoming: [TransactionSummary] = []
}

/// The answer to a call of a view function.
struct ViewAnswer: Sendable {
    var function: String
    var arguments: [String]
    enum Outcome: Sendable {
        case decoded(DecodedItem)
        case words([String])
        /// The reason, text from outside.
        case failed(String)
    }
    var outcome: Outcome
}

/// A class's page.
struct ClassDetail: Sendable {
    var hash: String
    var sierraLength: Int
    var functions: [ABIFunction]
    var entryPointCounts: [(kind: String, count: Int)]
    /// Contracts of the class on this page, how many there are, and the last address when more follow.
    var contracts: [String]
    var contractCount: Int
    var more: String?
}
