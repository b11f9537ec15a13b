public import FiniteFields
public import StarknetModel

/// What an event can be found by: the contract that emitted it, or one of its first keys.
public enum EventMark: Hashable, Sendable {
    case address(ContractAddress)
    case key(position: Int, Felt252)

    /// Positions of keys that are indexed; further ones are compared in the events themselves.
    public static let positionsMax = 4

    var prefix: [UInt8] {
        switch self {
        case .address(let address): [0] + address.felt.bigEndianBytes
        case .key(let position, let key): [UInt8(1 + position)] + key.bigEndianBytes
        }
    }

    /// The marks of an event.
    static func marks(of event: Event) -> [EventMark] {
        [.address(event.from)]
            + event.keys.prefix(positionsMax).enumerated().map { .key(position: $0.offset, $0.element) }
    }
}

extension ChainStore {
    /// The first block from `first` to `last` that has, for every group, an event with one of the group's marks; nil when
    /// there is none. Blocks that were written before there was an index are all given. `isStopped` ends it with `first`.
    public func eventBlock(
        _ groups: [[EventMark]], from first: UInt64, to last: UInt64, isStopped: () -> Bool = { false }
    ) throws(StoreError) -> UInt64? {
        var block = first
        if block < bounds.indexedFrom { return block <= last ? block : nil }
        var agreeing = 0, index = 0
        while agreeing < groups.count {
            if isStopped() { return block }
            guard let found = try firstBlock(groups[index], from: block, to: last) else { return nil }
            agreeing = found == block ? agreeing + 1 : 1
            block = found
            index = (index + 1) % groups.count
        }
        return block <= last ? block : nil
    }

    private func firstBlock(_ marks: [EventMark], from first: UInt64, to last: UInt64) throws(StoreError) -> UInt64? {
        var best: UInt64?
        for mark in marks {
            let prefix = mark.prefix
            try database.scan(.eventBlocks, from: prefix + StoreKeys.number(first), prefix: prefix) {
                (rest, _) throws(StoreError) in
                guard let number = StoreKeys.integer(rest) else { throw .damaged("event index") }
                if number <= last { best = min(best ?? number, number) }
                return false
            }
        }
        return best
    }

    func putEvents(of receipts: [TransactionReceipt], _ number: UInt64, to batch: inout WriteBatch) {
        for mark in Self.marks(of: receipts) { batch.put(.eventBlocks, mark.prefix + StoreKeys.number(number), []) }
    }

    func deleteEvents(of receipts: [TransactionReceipt], _ number: UInt64, from batch: inout WriteBatch) {
        for mark in Self.marks(of: receipts) { batch.delete(.eventBlocks, mark.prefix + StoreKeys.number(number)) }
    }

    private static func marks(of receipts: [TransactionReceipt]) -> Set<EventMark> {
        Set(receipts.lazy.flatMap(\.events).flatMap(EventMark.marks))
    }
}
