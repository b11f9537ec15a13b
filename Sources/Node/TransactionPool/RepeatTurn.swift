/// When a waiting transaction is passed on again: what a node sent may have been lost, and where nobody else has a transaction
/// it depends on one node's blocks. Counted in decided blocks: while none is decided there is nothing to be included in.
struct RepeatTurn: Sendable, Equatable {
    /// The first pause, for what a client sent to this process and for all else: that is the others' first, or had its turns.
    private static let clientsPause: UInt64 = 2
    private static let othersPause: UInt64 = 8
    /// Twice as long each time, up to this.
    private static let longestPause: UInt64 = 128

    /// The decided block, counted since the pool was made, from which on it is due.
    private(set) var block: UInt64
    private var pause: UInt64

    init(now: UInt64, _ origin: TransactionOrigin) {
        pause = origin == .client ? Self.clientsPause : Self.othersPause
        block = now + pause
    }

    /// After it was passed on.
    mutating func take(now: UInt64) {
        pause = min(2 * pause, Self.longestPause)
        block = now + pause
    }
}
