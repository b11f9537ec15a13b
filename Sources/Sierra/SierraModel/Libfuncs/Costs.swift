/// A builtin whose uses are priced by the table that a call is given. Cases in the order in which code adds them up.
public enum CostToken: Int, Sendable, CaseIterable {
    case pedersen, poseidon, bitwise, ecOp, addMod, mulMod, blake

    /// The place of its price in the table.
    public var tableOffset: Int {
        switch self {
        case .pedersen: 0
        case .bitwise: 1
        case .ecOp: 2
        case .poseidon: 3
        case .addMod: 4
        case .mulMod: 5
        case .blake: 6
        }
    }
}

/// So many of each token.
public struct TokenCounts: Hashable, Sendable {
    var counts: [Int] = []

    public init() {}

    init(_ token: CostToken, _ count: Int = 1) {
        counts = [Int](repeating: 0, count: CostToken.allCases.count)
        counts[token.rawValue] = count
    }

    public subscript(token: CostToken) -> Int { counts.isEmpty ? 0 : counts[token.rawValue] }

    func with(_ token: CostToken, _ count: Int) -> TokenCounts {
        var result = counts.isEmpty ? TokenCounts(token, 0) : self
        result.counts[token.rawValue] = count
        return result
    }
}

/// What the machine spends on a branch, beyond tokens.
public struct ConstantCost: Hashable, Sendable {
    public var steps: Int
    public var holes: Int
    public var rangeChecks: Int
    public var rangeChecks96: Int

    public init(steps: Int = 0, holes: Int = 0, rangeChecks: Int = 0, rangeChecks96: Int = 0) {
        self.steps = steps
        self.holes = holes
        self.rangeChecks = rangeChecks
        self.rangeChecks96 = rangeChecks96
    }

    /// In gas (EXEC §4.6).
    public var gas: Int64 {
        Int64(steps) * 100 + Int64(holes) * 10 + Int64(rangeChecks) * 70 + Int64(rangeChecks96) * 56
    }
}

/// The cost of a branch.
public enum BranchCost: Sendable {
    case constant(ConstantCost, TokenCounts)
    /// A function's cost and a constant.
    case call(function: Int, ConstantCost)
    /// Gives a prepaid function's cost back.
    case refund(function: Int)
    /// Burns what the branch has too much, and moves `ap` by what metadata says.
    case align
    /// Withdraws gas; `tableGiven` when the price table is an argument.
    case withdraw(success: Bool, tableGiven: Bool)
    case redeposit
}

/// By how much a branch moves `ap`.
public enum ApChange: Sendable {
    case unknown
    case known(Int)
    /// Nothing now; so many cells are reserved when the locals are finalised.
    case local(Int)
    case finalizeLocals
    case call(function: Int)
    case enableTracking
    case disableTracking
    /// What metadata says.
    case align
    case withdraw(success: Bool, tableGiven: Bool)
    case redeposit

    /// Steps, and cells, that adding up the prices of tokens takes.
    static func pricingSteps(tableGiven: Bool, usage: (CostToken) -> Int64) -> Int {
        var steps = 0
        for token in CostToken.allCases {
            let count = usage(token)
            steps += count == 0 ? 0 : count == 1 ? 2 : 3
        }
        return steps > 0 && !tableGiven ? steps + 4 : steps
    }
}
