/// How much time each client's work took lately. What was used is forgiven at a steady rate, so that a client may do a
/// lot once, and a little always.
struct ClientMeter {
    /// Seconds that a client may be ahead of what is forgiven.
    let secondsMax: Double
    /// Seconds forgiven per second.
    let rate: Double
    private var used: [UInt32: (seconds: Double, at: Double)] = [:]
    /// Clients remembered; beyond that those that owe nothing are forgotten, and then all.
    private static let clientsMax = 4_096

    init(secondsMax: Double, rate: Double) {
        self.secondsMax = secondsMax
        self.rate = rate
    }

    /// What a client has used and not been forgiven, seconds.
    func used(_ client: UInt32, now: Double) -> Double {
        guard let entry = used[client] else { return 0 }
        return max(0, entry.seconds - (now - entry.at) * rate)
    }

    /// Whether the client may begin more work.
    func mayBegin(_ client: UInt32, now: Double) -> Bool { used(client, now: now) < secondsMax }

    mutating func add(_ seconds: Double, to client: UInt32, now: Double) {
        if used.count >= Self.clientsMax, used[client] == nil {
            used = used.filter { used(for: $0.value, now: now) > 0 }
            if used.count >= Self.clientsMax { used = [:] }
        }
        used[client] = (used(client, now: now) + seconds, now)
    }

    private func used(for entry: (seconds: Double, at: Double), now: Double) -> Double {
        max(0, entry.seconds - (now - entry.at) * rate)
    }
}
