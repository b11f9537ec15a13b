import FiniteFields
import StarknetModel
import StateTries

/// What blocks changed in the tries, so that states of blocks before can be read, and blocks taken back.
enum TrieHistory {
    /// The roots before a block, and the places that it changed.
    struct Change {
        var rootsBefore: StateRoots
        var places: [[UInt8]]
    }

    /// A node's or leaf's place: its family, then its key. No place is the beginning of another: a node's key says its
    /// own length, a leaf's has always the same.
    static func place(_ family: ColumnFamily, _ key: [UInt8]) -> [UInt8] { [family == .leaves ? 1 : 0] + key }

    /// Family and key of a place.
    static func target(_ place: [UInt8]) -> (ColumnFamily, [UInt8]) {
        (place.first == 1 ? .leaves : .tries, Array(place.dropFirst()))
    }

    static func encode(_ change: Change) -> [UInt8] {
        var bytes = change.rootsBefore.contracts.bigEndianBytes + change.rootsBefore.classes.bigEndianBytes
        for place in change.places {
            bytes.append(UInt8(place.count))
            bytes += place
        }
        return bytes
    }

    static func decode(_ bytes: [UInt8]) -> Change? {
        guard bytes.count >= 64, let contracts = Felt252(bigEndianBytes: bytes[0..<32]),
            let classes = Felt252(bigEndianBytes: bytes[32..<64])
        else { return nil }
        var places: [[UInt8]] = []
        var at = 64
        while at < bytes.count {
            let end = at + 1 + Int(bytes[at])
            guard end <= bytes.count else { return nil }
            places.append(Array(bytes[(at + 1)..<end]))
            at = end
        }
        return Change(rootsBefore: StateRoots(contracts: contracts, classes: classes), places: places)
    }
}

extension ChainStore {
    /// Blocks whose history one commit removes at most: more are left to the next ones.
    static let removedMax: UInt64 = 64

    /// Writes what a block is about to change in the tries as it is before, and forgets what is too old.
    func putHistory(
        of commit: BlockCommit, _ number: UInt64, _ bounds: inout HistoryBounds, to batch: inout WriteBatch
    ) throws(StoreError) {
        if history.proofBlocks > 0 {
            var places = Set<[UInt8]>()
            for entry in commit.stateUpdate.contracts {
                places.insert(TrieHistory.place(.leaves, entry.address.felt.bigEndianBytes))
            }
            for change in commit.stateUpdate.nodes {
                places.insert(TrieHistory.place(.tries, StoreKeys.node(change.trie, change.path)))
            }
            for place in places {
                let (family, key) = TrieHistory.target(place)
                batch.put(.trieHistory, place + StoreKeys.number(number), try database.get(family, key) ?? [])
            }
            let change = TrieHistory.Change(rootsBefore: head?.roots ?? .empty, places: Array(places))
            batch.put(.trieChanges, StoreKeys.number(number), TrieHistory.encode(change))
            if bounds.triesFrom == nil { bounds.triesFrom = number }
        }
        guard var first = bounds.triesFrom else { return }
        let end = number >= history.proofBlocks ? number - history.proofBlocks + 1 : 0
        let stop = min(end, first + Self.removedMax)
        while first < stop {
            try forgetTries(of: first, &batch)
            first += 1
        }
        bounds.triesFrom = history.proofBlocks == 0 && first >= number ? nil : first
    }

    private func forgetTries(of number: UInt64, _ batch: inout WriteBatch) throws(StoreError) {
        guard let change = try trieChange(of: number, database) else { return }
        for place in change.places { batch.delete(.trieHistory, place + StoreKeys.number(number)) }
        batch.delete(.trieChanges, StoreKeys.number(number))
    }

    func trieChange(of number: UInt64, _ reader: any KeyValueReader) throws(StoreError) -> TrieHistory.Change? {
        guard let bytes = try reader.get(.trieChanges, StoreKeys.number(number)) else {
            return nil
        }
        guard let change = TrieHistory.decode(bytes) else { throw .damaged("trie changes of block \(number)") }
        return change
    }

    /// What a later block found at a place and changed, so what was there after the block `number`: empty for nothing. Nil
    /// when no later block changed it.
    func value(at place: [UInt8], after number: UInt64, _ reader: any KeyValueReader) throws(StoreError) -> [UInt8]? {
        var found: [UInt8]?
        try reader.scan(.trieHistory, from: place + StoreKeys.number(number + 1), prefix: place) {
            (_, value) throws(StoreError) in
            found = value
            return false
        }
        return found
    }
}
