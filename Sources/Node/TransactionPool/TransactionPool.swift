public import FiniteFields
public import StarknetModel
import Synchronization
import Threading

/// The transactions that a node has accepted and no block holds yet, as nonce chains by account. Thread safe.
///
/// The pool knows nonces and sizes; whether a transaction is signed and can be executed is checked before `add`.
/// Every accepted transaction of a client is handed to `gossip` once, after it is in the pool; those that came from
/// other nodes are not passed on again.
public final class TransactionPool: Sendable {
    struct State {
        var accounts: [ContractAddress: AccountQueue] = [:]
        var byHash: [Felt252: ContractAddress] = [:]
        var byteCount = 0
        var arrivals: UInt64 = 0
    }

    public let limits: PoolLimits
    let state = Mutex(State())
    private let gossip: @Sendable (PooledTransaction) -> Void
    private let clock: @Sendable () -> Double

    /// An empty pool. `clock` gives seconds and never goes back.
    public init(
        limits: PoolLimits = PoolLimits(), clock: @escaping @Sendable () -> Double = TransactionPool.monotonicSeconds,
        gossip: @escaping @Sendable (PooledTransaction) -> Void = { _ in }
    ) {
        self.limits = limits
        self.clock = clock
        self.gossip = gossip
    }

    /// Seconds since some moment.
    @Sendable public static func monotonicSeconds() -> Double { MonotonicClock.nowSeconds }

    /// Takes a transaction. `nextNonce` is its account's nonce in the latest state, `byteCount` its encoded length;
    /// `isGossiped` for one that another node passed on.
    public func add(
        _ transaction: Transaction, hash: Felt252, byteCount: Int, nextNonce: UInt64, isGossiped: Bool = false
    ) throws(PoolRefusal) {
        guard transaction.account != nil, let nonce = transaction.nonce.asUInt64 else { throw .nonceOutOfRange }
        if nonce < nextNonce { throw .nonceUsed(expected: nextNonce) }
        if nonce - nextNonce > limits.nonceLeadMax { throw .nonceTooFar(expected: nextNonce) }
        let now = clock()
        let result: Result<PooledTransaction, PoolRefusal> = state.withLock { state in
            let entry = PooledTransaction(
                transaction: transaction, hash: hash, nonce: nonce, arrival: state.arrivals, byteCount: byteCount,
                seconds: now)
            if let refusal = insert(entry, into: &state) { return .failure(refusal) }
            return .success(entry)
        }
        let entry = try result.get()
        if !isGossiped { gossip(entry) }
    }

    private func insert(_ entry: PooledTransaction, into state: inout State) -> PoolRefusal? {
        if state.byHash[entry.hash] != nil { return .duplicate }
        let sender = entry.transaction.sender
        var queue = state.accounts[sender] ?? AccountQueue()
        if let old = queue.byNonce[entry.nonce] {
            guard replaces(entry, old) else { return .underpriced }
            state.byHash[old.hash] = nil
            state.byteCount -= old.byteCount
        } else {
            if queue.byNonce.count >= limits.transactionsPerAccountMax { return .accountFull }
            if state.byHash.count >= limits.transactionsMax { return .full }
        }
        if state.byteCount + entry.byteCount > limits.bytesMax { return .full }
        queue.byNonce[entry.nonce] = entry
        state.accounts[sender] = queue
        state.byHash[entry.hash] = sender
        state.byteCount += entry.byteCount
        state.arrivals += 1
        return nil
    }

    private func replaces(_ new: PooledTransaction, _ old: PooledTransaction) -> Bool {
        guard let tip = new.transaction.account?.tip, let oldTip = old.transaction.account?.tip else { return false }
        let (product, overflow) = oldTip.multipliedReportingOverflow(by: 100 + limits.replacementPercent)
        return !overflow && tip > oldTip && tip >= product / 100
    }

    /// The number of waiting transactions.
    public var count: Int { state.withLock { $0.byHash.count } }

    /// A waiting transaction.
    public func transaction(hash: Felt252) -> PooledTransaction? {
        state.withLock { state in
            guard let sender = state.byHash[hash] else { return nil }
            return state.accounts[sender]?.byNonce.values.first { $0.hash == hash }
        }
    }

    /// The nonce behind an account's waiting transactions: what its next transaction should carry.
    public func pendingNonce(_ address: ContractAddress, nextNonce: UInt64) -> UInt64 {
        let ready = state.withLock { $0.accounts[address]?.ready(from: nextNonce).count ?? 0 }
        return nextNonce + UInt64(ready)
    }

    /// Drops a transaction that turned out not to be executable.
    public func remove(hash: Felt252) {
        state.withLock { state in
            guard let sender = state.byHash[hash],
                let entry = state.accounts[sender]?.byNonce.values.first(where: { $0.hash == hash })
            else { return }
            drop([entry], of: sender, from: &state)
        }
    }

    /// Drops what a decided block made obsolete, and what waited too long. `newNonces` are the nonces after the block.
    public func removeIncluded(newNonces: [ContractAddress: UInt64]) {
        let oldest = clock() - limits.secondsMax
        state.withLock { state in
            for (address, nonce) in newNonces {
                guard let queue = state.accounts[address] else { continue }
                drop(queue.byNonce.values.filter { $0.nonce < nonce }, of: address, from: &state)
            }
            for (address, queue) in state.accounts {
                let expired = queue.byNonce.values.filter { $0.seconds < oldest }
                if !expired.isEmpty { drop(expired, of: address, from: &state) }
            }
        }
    }

    private func drop(_ entries: [PooledTransaction], of sender: ContractAddress, from state: inout State) {
        for entry in entries {
            state.accounts[sender]?.byNonce[entry.nonce] = nil
            state.byHash[entry.hash] = nil
            state.byteCount -= entry.byteCount
        }
        if state.accounts[sender]?.byNonce.isEmpty == true { state.accounts[sender] = nil }
    }
}
