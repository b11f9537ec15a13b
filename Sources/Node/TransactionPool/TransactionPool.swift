public import FiniteFields
public import StarknetModel
import Synchronization
import Threading

/// The transactions that a node has accepted and no block holds yet, as nonce chains by account. Thread safe.
///
/// The pool knows nonces and sizes; whether a transaction is signed and can be executed is checked before `add`.
/// Every accepted transaction of a client is handed to `gossip`, after it is in the pool. What then waits for several blocks,
/// whoever it came from, is passed on again (`takeRepeats`) until it is in a block or dropped.
public final class TransactionPool: Sendable {
    struct State {
        var accounts: [ContractAddress: AccountQueue] = [:]
        var byHash: [Felt252: ContractAddress] = [:]
        var byteCount = 0
        var arrivals: UInt64 = 0
        /// Decided blocks since the pool was made.
        var blocks: UInt64 = 0
        var dropped = DroppedTransactions()
    }

    public let limits: PoolLimits
    let state = Mutex(State())
    private let gossip: @Sendable (PooledTransaction) -> Void
    let clock: @Sendable () -> Double

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

    /// Takes a transaction. `nextNonce` is its account's nonce in the latest state, `byteCount` its encoded length.
    public func add(
        _ submitted: SubmittedTransaction, hash: Felt252, byteCount: Int, nextNonce: UInt64,
        from origin: TransactionOrigin = .client
    ) throws(PoolRefusal) {
        let transaction = submitted.transaction
        guard transaction.account != nil, let nonce = transaction.nonce.asUInt64 else { throw .nonceOutOfRange }
        try checkNonce(nonce, nextNonce)
        let now = clock()
        let result: Result<PooledTransaction, PoolRefusal> = state.withLock { state in
            let entry = PooledTransaction(
                submitted: submitted, hash: hash, nonce: nonce, arrival: state.arrivals, byteCount: byteCount,
                seconds: now, turn: RepeatTurn(now: state.blocks, origin))
            if let refusal = insert(entry, nextNonce: nextNonce, into: &state) { return .failure(refusal) }
            return .success(entry)
        }
        let entry = try result.get()
        if origin == .client { gossip(entry) }
    }

    /// The number of waiting transactions.
    public var count: Int { state.withLock { $0.byHash.count } }

    /// What waits, each account's in the order of nonces, the accounts in the order in which they came, as much as fits.
    public func waiting(bytesMax: Int) -> [SubmittedTransaction] {
        let accounts = state.withLock { $0.accounts }
        var list: [SubmittedTransaction] = [], byteCount = 0
        let queues = accounts.values.map { $0.byNonce.values.sorted { $0.nonce < $1.nonce } }
        let firsts = queues.map { $0.map(\.arrival).min() ?? 0 }
        for index in queues.indices.sorted(by: { firsts[$0] < firsts[$1] }) {
            for entry in queues[index] {
                guard byteCount + entry.byteCount <= bytesMax else { return list }
                byteCount += entry.byteCount
                list.append(entry.submitted)
            }
        }
        return list
    }

    /// Whether a transaction waits here.
    public func contains(_ hash: Felt252) -> Bool { state.withLock { $0.byHash[hash] != nil } }

    /// A waiting transaction.
    public func transaction(hash: Felt252) -> PooledTransaction? {
        state.withLock { state in
            guard let sender = state.byHash[hash] else { return nil }
            return state.accounts[sender]?.byNonce.values.first { $0.hash == hash }
        }
    }

    /// Whether the account's own deployment waits here.
    public func awaitsDeployment(of address: ContractAddress) -> Bool {
        state.withLock { $0.accounts[address]?.byNonce[0]?.transaction.kind == .deployAccount }
    }

    /// The nonce behind an account's waiting transactions: what its next transaction should carry.
    public func pendingNonce(_ address: ContractAddress, nextNonce: UInt64) -> UInt64 {
        let ready = state.withLock { $0.accounts[address]?.ready(from: nextNonce).count ?? 0 }
        return nextNonce + UInt64(ready)
    }
}
