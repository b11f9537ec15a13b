public import ProtocolRules
public import StarknetModel

/// Estimates. A transaction can need a higher bound of L2 gas than it uses in the end: code pays ahead for what it may do,
/// and gets back what it did not (EXEC §8.3).
extension BlockExecutor {
    /// How far above the least bound an estimate may be.
    package static let boundMargin: UInt64 = 1_000_000

    /// Executes a transaction with the full gas, then with the bound that it would need, and puts it into the block. Gives the
    /// bound: what was used where that suffices, which it nearly always does.
    public func estimate(
        _ transaction: Transaction, declaring: DeclaredClass? = nil, options: ExecutionOptions
    ) throws(ExecutionFailure) -> (executed: ExecutedTransaction, l2Gas: UInt64) {
        let before = host.state.checkpoint
        let full = try perform(transaction, declaring, options)
        try checkBudget(full, declaring, options, since: before)
        let used = full.outcome.gas.l2Gas
        guard !full.outcome.status.isReverted else {
            return (keep(full, of: transaction, declaring, since: before), used)
        }
        host.state.revert(to: before)
        if let found = try attempt(used, transaction, declaring, options) {
            return (keep(found, of: transaction, declaring, since: before), used)
        }
        let most = ProtocolConstants.validateGasMax + ProtocolConstants.executeGasMax + used
        let bound = try Self.leastBound(above: used, upTo: most) { (bound) throws(ExecutionFailure) in
            guard try attempt(bound, transaction, declaring, options) != nil else { return false }
            host.state.revert(to: before)
            return true
        }
        let kept = try perform(transaction, declaring, options)
        return (keep(kept, of: transaction, declaring, since: before), bound)
    }

    /// A bound that suffices, at most `boundMargin` above one that does not: `low` does not, `high` does.
    package static func leastBound(
        above low: UInt64, upTo high: UInt64, _ suffices: (UInt64) throws(ExecutionFailure) -> Bool
    ) throws(ExecutionFailure) -> UInt64 {
        var low = low, high = high
        while high - low > boundMargin {
            let middle = low + (high - low) / 2
            if try suffices(middle) { high = middle } else { low = middle }
        }
        return high
    }

    /// Executes a transaction with a bound; nil, and nothing stays, when that does not suffice.
    private func attempt(
        _ bound: UInt64, _ transaction: Transaction, _ declaring: DeclaredClass?, _ options: ExecutionOptions
    ) throws(ExecutionFailure) -> Draft? {
        var options = options
        options.l2GasBound = bound
        let before = host.state.checkpoint
        do throws(ExecutionFailure) {
            let made = try perform(transaction, declaring, options)
            if !made.outcome.status.isReverted, made.outcome.gas.l2Gas <= bound { return made }
        } catch {
            if case .host = error { throw error }
        }
        host.state.revert(to: before)
        return nil
    }
}
