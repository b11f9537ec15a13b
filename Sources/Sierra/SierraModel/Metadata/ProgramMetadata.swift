/// What the code of a program depends on beyond its statements: the gas that statements withdraw, give back or burn,
/// and how branches that meet are brought to the same `ap` (EXEC §4.6).
public struct ProgramMetadata: Sendable {
    /// What calls of each function cost.
    public internal(set) var functionCosts: [GasAmounts]
    /// The amounts of statements that have any: withdrawals, redeposits, refunds and branch alignments.
    public internal(set) var amounts: [Int: GasAmounts]
    /// By how much each function moves `ap` between its first statement and its return; nil when that is not constant.
    public internal(set) var functionApChanges: [Int?]
    /// By how much branch alignments move `ap`, where they do.
    public internal(set) var alignments: [Int: Int]

    /// The cost of an entry point, which is paid before it is called.
    public static let entryPointCost: Int64 = 10_000
    /// The most that `ap` may be said to move, so that a few such moves are no overflow. Where an `Int` has 64 bits no program comes
    /// near it; where it has 32, what is beyond is refused.
    public static let apChangeMax = Int.max >> 2

    /// Computes the metadata; the functions of the class's entry points cost exactly `entryPointCost`.
    public init(_ module: SierraModule, entryFunctions: [Int]) throws(SierraError) {
        var enforced: [Int: GasAmounts] = [:]
        for function in entryFunctions {
            enforced[module.program.functions[function].entry] = GasAmounts(gas: ProgramMetadata.entryPointCost)
        }
        let tokens = try GasAnalysis.run(module, .tokens, enforced: [:])
        let ap = try ApAnalysis.run(module, tokens.amounts)
        let gas = try GasAnalysis.run(
            module, .gas(alignments: ap.alignments, tokens: tokens.amounts), enforced: enforced)
        functionApChanges = ap.functionChanges
        alignments = ap.alignments
        amounts = tokens.amounts
        for (statement, amount) in gas.amounts { amounts[statement] = (amounts[statement] ?? GasAmounts()) + amount }
        functionCosts = zip(tokens.functionCosts, gas.functionCosts).map { $0 + $1 }
        for function in entryFunctions where functionCosts[function].hasTokens {
            throw .entryPointCost(statement: module.program.functions[function].entry)
        }
    }
}
