/// The incoming connections whose handshake is not done. When there are too many, the oldest of the address that has most
/// goes: connections that say nothing cannot keep a validator out.
struct HandshakeTable {
    private struct Entry {
        let number: Int
        let address: [UInt8]
        /// Nil until the connection has its thread.
        var queue: SendQueue?
    }

    private let countMax: Int
    private let perAddressMax: Int
    /// In order of arrival.
    private var entries: [Entry] = []
    private var next = 0

    init(_ limits: NetworkLimits) {
        countMax = max(1, limits.handshakesMax)
        perAddressMax = max(1, limits.handshakesPerAddressMax)
    }

    /// Takes a connection in, and returns its number, with the queue of the one that has to go for it.
    mutating func add(from address: [UInt8]) -> (number: Int, evicted: SendQueue?) {
        var evicted: SendQueue?
        if let index = crowding(address) { evicted = entries.remove(at: index).queue }
        next += 1
        entries.append(Entry(number: next, address: address))
        return (next, evicted)
    }

    private func crowding(_ address: [UInt8]) -> Int? {
        if entries.count(where: { $0.address == address }) >= perAddressMax {
            return entries.firstIndex { $0.address == address }
        }
        guard entries.count >= countMax else { return nil }
        var counts: [[UInt8]: Int] = [:]
        for entry in entries { counts[entry.address, default: 0] += 1 }
        let most = counts.values.max()
        return entries.firstIndex { counts[$0.address] == most }
    }

    /// Whether the connection still has its place; then `queue` is told if it loses it.
    mutating func begin(_ number: Int, _ queue: SendQueue) -> Bool {
        guard let index = entries.firstIndex(where: { $0.number == number }) else { return false }
        entries[index].queue = queue
        return true
    }

    mutating func end(_ number: Int) { entries.removeAll { $0.number == number } }

    var queues: [SendQueue] { entries.compactMap(\.queue) }
}
