/// The bounds of a node's transaction pool. Listed in LIMITS.md.
public struct PoolLimits: Sendable {
    /// Transactions of all accounts.
    public var transactionsMax = 20_000
    /// Transactions of one account.
    public var transactionsPerAccountMax = 1_000
    /// Transactions of one account that wait for a nonce before them.
    ///
    /// An honest client that spreads an account over four nodes is ahead of the gossip by what it sends in that time: at ten a
    /// second and 64, busy nodes refused it.
    public var gapsPerAccountMax = 512
    /// Encoded bytes of one account's transactions.
    public var bytesPerAccountMax = 4 << 20
    /// Encoded bytes of all transactions.
    public var bytesMax = 32 << 20
    /// Dropped transactions whose reason is remembered.
    public var droppedMax = 10_000
    /// Encoded bytes of what is passed on again after a block.
    public var repeatedBytesMax = 256 << 10
    /// How far a nonce may be ahead of the account's.
    public var nonceLeadMax: UInt64 = 1_000
    /// Seconds after which a transaction that found no block is dropped.
    public var secondsMax = 3_600.0
    /// By how much percent tip and price must rise to replace a transaction of the same nonce.
    public var replacementPercent: UInt64 = 10

    public init() {}
}

/// Why the pool does not take a transaction.
public enum PoolRefusal: Error, Equatable, Sendable {
    /// The pool or a block has this transaction.
    case duplicate
    /// The account has used this nonce; `expected` is its next.
    case nonceUsed(expected: UInt64)
    /// The nonce is further ahead than the pool waits for.
    case nonceTooFar(expected: UInt64)
    /// The nonce is no 64-bit number, or the transaction has none.
    case nonceOutOfRange
    /// A transaction of this nonce waits already, and tip or price do not rise enough to replace it.
    case underpriced
    /// One account has too many transactions waiting.
    case accountFull
    /// One account has too many transactions that wait for a nonce before them; `expected` is the one to send.
    case gapsFull(expected: UInt64)
    /// The pool is full.
    case full
    /// Another node passes on what was dropped here.
    case dropped(DropReason)

    /// What the refusal of a transaction means that this node had taken before.
    public var dropReason: DropReason? {
        switch self {
        case .duplicate: nil
        case .nonceUsed: .nonceUsed
        case .nonceTooFar, .nonceOutOfRange: .notExecutable
        case .underpriced: .replaced
        case .accountFull, .gapsFull, .full: .evicted
        case .dropped(let reason): reason
        }
    }
}
