/// What connections hold, and who must go when that is too much.
extension EventLoop {
    /// Counts what the connection holds now. When all together hold too much, the largest of the address that holds most
    /// is closed: who does not read its answers pays for it.
    func account(_ connection: Connection) {
        heldBytes += connection.heldBytes - connection.accountedBytes
        connection.accountedBytes = connection.heldBytes
        while heldBytes > limits.heldBytesMax, let largest = largestHolder() { close(largest) }
    }

    /// nil when all that is held is one connection's: a single large answer is served whatever the bound.
    private func largestHolder() -> Connection? {
        var holders = 0
        var byAddress: [UInt32: Int] = [:]
        for case let connection? in connections where connection.accountedBytes > 0 {
            holders += 1
            byAddress[connection.address, default: 0] += connection.accountedBytes
        }
        guard holders > 1, let address = byAddress.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else {
            return nil
        }
        return connections.lazy.compactMap { $0 }.filter { $0.address == address }
            .max { $0.accountedBytes < $1.accountedBytes }
    }

    /// Closes the connection of an address, or of any, that has gone longest without anything being owed to it: it waits
    /// between requests, has not finished its request, or does not read its answer. By time alone: a client that has just
    /// connected must have the moment that it needs to ask. False when all are being served.
    func makeRoom(of address: UInt32?) -> Bool {
        var oldest: (since: Double, connection: Connection)?
        for case let connection? in connections where address == nil || connection.address == address {
            guard let since = dispensable(connection), since < oldest?.since ?? .infinity else { continue }
            oldest = (since, connection)
        }
        guard let found = oldest?.connection else { return false }
        close(found)
        return true
    }

    /// Since when the connection could be done without; nil when it cannot.
    private func dispensable(_ connection: Connection) -> Double? {
        if connection.outputBytes > 0 {
            let progress = connection.deadline - limits.writeStallSeconds
            return now - progress >= Self.stalledSeconds ? progress : nil
        }
        switch connection.phase {
        case .head, .body: return connection.since
        case .busy, .streaming, .socket, .closing: return nil
        }
    }

    /// After so long without progress a reader counts as stalled.
    private static let stalledSeconds = 0.5
}
