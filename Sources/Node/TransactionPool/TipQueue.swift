/// Transactions of which the one with the highest tip comes first, and of equal ones the one that came first: a binary heap,
/// each entry before the two behind it.
struct TipQueue {
    private var entries: [PooledTransaction] = []

    /// Whether `a` comes before `b`. Arrivals differ, so it never depends on the order of insertion.
    static func precedes(_ a: PooledTransaction, _ b: PooledTransaction) -> Bool {
        a.tip != b.tip ? a.tip > b.tip : a.arrival < b.arrival
    }

    mutating func insert(_ entry: PooledTransaction) {
        entries.append(entry)
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard Self.precedes(entries[child], entries[parent]) else { return }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the first one out; nil when there is none.
    mutating func takeFirst() -> PooledTransaction? {
        guard !entries.isEmpty else { return nil }
        entries.swapAt(0, entries.count - 1)
        let first = entries.removeLast()
        var parent = 0
        while 2 * parent + 1 < entries.count {
            var child = 2 * parent + 1
            if child + 1 < entries.count, Self.precedes(entries[child + 1], entries[child]) { child += 1 }
            guard Self.precedes(entries[child], entries[parent]) else { break }
            entries.swapAt(child, parent)
            parent = child
        }
        return first
    }
}
