public import StarknetModel

extension HeaderRules {
    /// Checks the head data of a block on top of its parent's: what a validator demands before it votes, and a verifier of
    /// every decided block.
    ///
    /// `parentL2Gas` is what the receipts of the parent add up to. A verifier that has not seen them gives nil: then the
    /// price of L2 gas is only held to what can follow the parent's (`VerifiedRange` compares it where both are verified).
    public func check(
        _ context: BlockContext, after parent: BlockContext, parentL2Gas: UInt64?
    ) throws(BlockRuleViolation) {
        guard parent.number < .max, context.number == parent.number + 1 else { throw .height }
        guard context.timestamp >= parent.timestamp else { throw .time }
        guard context.version == version else { throw .version }
        guard allows(context.gasPrices, after: parent, l2Gas: parentL2Gas) else { throw .gasPrices }
        guard sequencers.contains(context.sequencer) else { throw .sequencer }
        guard context.usesBlobs == usesBlobs else { throw .dataAvailability }
    }
}

/// What blocks of every chain may hold.
public enum BlockRules {
    /// Transactions of a block.
    public static let transactionsMax = 600
    /// L2 gas of a block, as on the public network (EXEC §1.6). The last transaction may go beyond it.
    public static let gasMax: UInt64 = 5_000_000_000

    /// Whether a block that holds so many transactions, which used so much L2 gas, may take one more.
    public static func checkRoom(transactions: Int, l2Gas: UInt64) throws(BlockRuleViolation) {
        guard transactions < transactionsMax else { throw .transactions }
        guard l2Gas < gasMax else { throw .gas }
    }

    /// The same for each transaction of a whole block with these receipts.
    public static func checkRoom(of receipts: [TransactionReceipt]) throws(BlockRuleViolation) {
        var used: UInt64 = 0
        for (index, receipt) in receipts.enumerated() {
            try checkRoom(transactions: index, l2Gas: used)
            used = sum(used, receipt.gas.l2Gas)
        }
    }

    /// The L2 gas of a block with these receipts; the largest number where they claim more.
    public static func l2Gas(of receipts: [TransactionReceipt]) -> UInt64 {
        receipts.reduce(0) { sum($0, $1.gas.l2Gas) }
    }

    private static func sum(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? .max : sum
    }
}

/// The rule that a block breaks.
public enum BlockRuleViolation: UInt8, Error, Equatable, Sendable {
    case height, time, version, gasPrices, sequencer, dataAvailability, transactions, gas

    /// What is wrong, as the end of a sentence.
    public var explanation: StaticString {
        switch self {
        case .height: "its number is not the parent's plus one"
        case .time: "its time is before the parent's"
        case .version: "its protocol version is not the chain's"
        case .gasPrices: "its gas prices are not what the chain's rule gives"
        case .sequencer: "its sequencer is not one of the chain's"
        case .dataAvailability: "its data is not published where the chain's is"
        case .transactions: "it holds more transactions than a block may"
        case .gas: "it took transactions when its gas was used up"
        }
    }
}

extension BlockRuleViolation: CustomStringConvertible {
    public var description: String { "\(explanation)" }
}
