import FiniteFields

/// The reasons why transactions were dropped lately; the oldest are forgotten.
struct DroppedTransactions: Sendable {
    private var reasons: [Felt252: DropReason] = [:]
    private var order: [Felt252] = []
    private var head = 0

    subscript(hash: Felt252) -> DropReason? { reasons[hash] }

    /// All, the oldest first.
    var all: [(hash: Felt252, reason: DropReason)] {
        order[head...].compactMap { hash in reasons[hash].map { (hash, $0) } }
    }

    mutating func note(_ hash: Felt252, _ reason: DropReason, max: Int) {
        if reasons.updateValue(reason, forKey: hash) == nil { order.append(hash) }
        while reasons.count > max {
            reasons[order[head]] = nil
            head += 1
        }
        if head > max {
            order.removeFirst(head)
            head = 0
        }
    }

    /// A transaction that came back is not dropped any more.
    mutating func forget(_ hash: Felt252) {
        guard reasons.removeValue(forKey: hash) != nil else { return }
        order.removeFirst(head)
        head = 0
        order.removeAll { $0 == hash }
    }
}
