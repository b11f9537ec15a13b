/// How long executing transactions for one block may take.
///
/// After each failed round of a height a block gets half of the time, down to a sixteenth: what is too much for the others'
/// machines must not keep the height from ending. The first transaction always gets twice the whole time: what does not fit
/// alone would never be included, and what does is in a block as soon as the rounds have become long enough for it.
package struct BuildBudget: Sendable {
    private static let firstShare = 2
    private static let smallestPart = 16

    private let full: Int
    private let millis: Int
    private let start: Int

    /// The budget of a build that begins at `now`, of `full` milliseconds in round 0.
    package init(full: Int, failedRounds: UInt32, now: Int) {
        self.full = full
        millis = max(full >> Int(min(failedRounds, 30)), full / Self.smallestPart)
        start = now
    }

    /// When a transaction that begins at `now` must have ended; nil when it must not begin.
    package func end(isFirst: Bool, now: Int) -> Int? {
        if isFirst { return now + Self.firstShare * full }
        return now < start + millis ? start + millis : nil
    }
}
