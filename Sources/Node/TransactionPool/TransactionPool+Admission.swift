import FiniteFields
public import StarknetModel
import Synchronization

/// Who gets a place. What can be executed comes before what waits for a nonce, and the transaction that an account's
/// others wait for is always taken: else an account could lock itself, or be locked, out.
extension TransactionPool {
    func checkNonce(_ nonce: UInt64, _ nextNonce: UInt64) throws(PoolRefusal) {
        if nonce < nextNonce { throw .nonceUsed(expected: nextNonce) }
        if nonce - nextNonce > limits.nonceLeadMax { throw .nonceTooFar(expected: nextNonce) }
    }

    /// The cheap part of `add`, before anything is executed for a transaction: throws what `add` would throw now.
    public func checkRoom(_ transaction: Transaction, nextNonce: UInt64) throws(PoolRefusal) {
        guard let nonce = transaction.nonce.asUInt64 else { throw .nonceOutOfRange }
        try checkNonce(nonce, nextNonce)
        let refusal: PoolRefusal? = state.withLock { state in
            let queue = state.accounts[transaction.sender] ?? AccountQueue()
            if let old = queue.byNonce[nonce] {
                return replaces(transaction.tip, transaction.maxPrice, old) ? nil : .underpriced
            }
            return gapRefusal(transaction.kind, nonce, queue, nextNonce)
        }
        if let refusal { throw refusal }
    }

    func insert(_ entry: PooledTransaction, nextNonce: UInt64, into state: inout State) -> PoolRefusal? {
        if state.byHash[entry.hash] != nil { return .duplicate }
        let sender = entry.transaction.sender
        state.accounts[sender, default: AccountQueue()].nextNonce = nextNonce
        defer { if state.accounts[sender]?.byNonce.isEmpty == true { state.accounts[sender] = nil } }
        guard let queue = state.accounts[sender] else { return .full }
        if let old = queue.byNonce[entry.nonce] {
            guard replaces(entry.tip, entry.maxPrice, old) else { return .underpriced }
            guard queue.byteCount - old.byteCount + entry.byteCount <= limits.bytesPerAccountMax,
                state.byteCount - old.byteCount + entry.byteCount <= limits.bytesMax
            else { return .full }
            drop([old], of: sender, because: .replaced, from: &state)
        } else {
            if let refusal = gapRefusal(entry.transaction.kind, entry.nonce, queue, nextNonce) { return refusal }
            let isReady = entry.nonce == queue.endOfReady
            if let refusal = makeRoomInAccount(for: entry, isReady: isReady, &state) { return refusal }
            while isPoolFull(for: entry, state) {
                guard isReady, evict(for: entry, &state) else { return .full }
            }
        }
        var kept = state.accounts[sender] ?? AccountQueue()
        kept.nextNonce = nextNonce
        kept.byNonce[entry.nonce] = entry
        kept.byteCount += entry.byteCount
        state.accounts[sender] = kept
        state.byHash[entry.hash] = sender
        state.byteCount += entry.byteCount
        state.arrivals += 1
        state.dropped.forget(entry.hash)
        return nil
    }

    /// Why a nonce with a gap before it is not taken; nil when it is, and for all others. A declaration, whose class takes
    /// seconds to compile, never waits for a nonce (EXEC §1.7).
    private func gapRefusal(
        _ kind: TransactionKind, _ nonce: UInt64, _ queue: AccountQueue, _ nextNonce: UInt64
    ) -> PoolRefusal? {
        var queue = queue
        queue.nextNonce = nextNonce
        let end = queue.endOfReady, gapsMax = kind == .declare ? 0 : limits.gapsPerAccountMax
        guard nonce > end, queue.byNonce.keys.count(where: { $0 > end }) >= gapsMax else { return nil }
        return .gapsFull(expected: end)
    }

    /// The account's own farthest gaps make room for what can be executed.
    private func makeRoomInAccount(
        for entry: PooledTransaction, isReady: Bool, _ state: inout State
    ) -> PoolRefusal? {
        let sender = entry.transaction.sender
        while let queue = state.accounts[sender],
            queue.byNonce.count >= limits.transactionsPerAccountMax
                || queue.byteCount + entry.byteCount > limits.bytesPerAccountMax
        {
            guard isReady, let gap = queue.farthestGap, gap.nonce > entry.nonce else { return .accountFull }
            drop([gap], of: sender, because: .evicted, from: &state)
        }
        return nil
    }

    private func isPoolFull(for entry: PooledTransaction, _ state: State) -> Bool {
        state.byHash.count >= limits.transactionsMax || state.byteCount + entry.byteCount > limits.bytesMax
    }

    /// Drops one transaction that matters less than an executable one: one with a gap before it, from the account that has
    /// most; else the last of an account that offers a lower tip, or the same and has more waiting. Of equals the one
    /// that came last.
    private func evict(for entry: PooledTransaction, _ state: inout State) -> Bool {
        let sender = entry.transaction.sender
        var gap: (count: Int, entry: PooledTransaction)?
        var last: (tip: UInt64, count: Int, entry: PooledTransaction)?
        let own = state.accounts[sender]?.byNonce.count ?? 0
        for (address, queue) in state.accounts {
            let count = queue.byNonce.count
            if let found = queue.farthestGap,
                gap.map({ (count, found.arrival) > ($0.count, $0.entry.arrival) }) ?? true
            {
                gap = (count, found)
            }
            guard address != sender, let found = queue.lastReady else { continue }
            guard found.tip < entry.tip || found.tip == entry.tip && count > own + 1 else { continue }
            let isWorse = last.map { last in
                if found.tip != last.tip { return found.tip < last.tip }
                return (count, found.arrival) > (last.count, last.entry.arrival)
            }
            if isWorse ?? true {
                last = (found.tip, count, found)
            }
        }
        guard let victim = gap?.entry ?? last?.entry, victim.hash != entry.hash else { return false }
        drop([victim], of: victim.transaction.sender, because: .evicted, from: &state)
        return true
    }

    /// Whether an offer takes the place of a waiting transaction: both its tip and its price of L2 gas are higher by the
    /// percentage (EXEC §1.7), rounded up. Where both were 0 one of them must rise: else two transactions could replace each
    /// other for ever.
    private func replaces(_ tip: UInt64, _ price: UInt128, _ old: PooledTransaction) -> Bool {
        func isEnough(_ new: UInt128, _ old: UInt128) -> Bool {
            let (product, overflow) = old.multipliedReportingOverflow(by: UInt128(limits.replacementPercent))
            let (least, tooLarge) = old.addingReportingOverflow(product / 100 + (product % 100 > 0 ? 1 : 0))
            return !overflow && !tooLarge && new >= least
        }
        return isEnough(UInt128(tip), UInt128(old.tip)) && isEnough(price, old.maxPrice)
            && (tip > old.tip || price > old.maxPrice)
    }
}
