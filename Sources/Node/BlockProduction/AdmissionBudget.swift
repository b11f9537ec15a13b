/// The processor time that checking transactions may take: it comes back with time, can be saved up to some, and each check
/// takes what it used. All in seconds.
struct AdmissionBudget {
    /// The processor time that comes back in a second.
    let share: Double
    private(set) var left: Double
    private var last: Double

    /// What can be saved, in seconds of its share.
    private static let savedSeconds = 4.0
    /// The part of its share while consensus waits for a block to be executed here.
    private static let partBesideConsensus = 0.25

    init(share: Double, now: Double) {
        self.share = share
        left = share * Self.savedSeconds
        last = now
    }

    /// Brings it up to date; `isBeside` says whether blocks were executed since the last time.
    mutating func refill(now: Double, isBeside: Bool) {
        let passed = max(0, now - last) * (isBeside ? Self.partBesideConsensus : 1)
        left = min(left + passed * share, share * Self.savedSeconds)
        last = max(last, now)
    }

    mutating func spend(_ seconds: Double) { left -= seconds }

    /// How long until there is some again, as long as no block is executed.
    var wait: Double { left > 0 ? 0 : -left / share + 0.001 }
}
