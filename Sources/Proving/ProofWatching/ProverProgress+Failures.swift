package import SQLiteStorage

extension ProverProgress {
    /// Attempts before a block is given up whose failure lies in what the node said of it. What is temporary, such as a node
    /// that is away, is no reason to give up.
    static let attemptsMax = 5
    /// The longest pause between two attempts, seconds.
    static let pauseSecondsMax: UInt64 = 60

    /// Notes that an attempt failed, at `now` in seconds since 1970. Returns whether there will be another.
    package func failed(
        _ block: UInt64, isTemporary: Bool, reason: String, now: UInt64
    ) throws(SQLiteError) -> Bool {
        let attempts = try entry(block)?.attempts ?? 0
        guard isTemporary || attempts < Self.attemptsMax else {
            try fail(block, reason: reason)
            return false
        }
        // 2, 4, 8 and so on.
        let pause = min(Self.pauseSecondsMax, 1 << UInt64(min(attempts, 6)))
        try retry(block, at: now + pause, reason: reason)
        return true
    }
}
