import FiniteFields
import StarknetModel
import StateTries

extension ChainStore {
    /// Takes back all blocks after `number`, in one step: for development networks, whose blocks nobody relies on. Throws
    /// `notRevertible` when the tries of that block are not kept.
    public func revert(to number: UInt64) throws(StoreError) {
        guard let latest = head, number < latest.number else { return }
        var bounds = bounds
        guard let first = bounds.triesFrom, first <= number + 1, bounds.keptFrom <= number,
            let target = try header(number), let roots = try trieChange(of: number + 1, database)?.rootsBefore
        else { throw .notRevertible(to: number) }
        var batch = WriteBatch()
        for block in stride(from: latest.number, to: number, by: -1) { try takeBack(block, &batch) }
        let newHead = ChainHead(number: number, hash: target.hash, roots: roots)
        batch.put(.meta, Meta.head, newHead.bytes)
        bounds.indexedFrom = min(bounds.indexedFrom, number + 1)
        batch.put(.meta, Meta.bounds, bounds.bytes)
        try database.write(batch)
        replaceHead(newHead, bounds)
    }

    private func takeBack(_ block: UInt64, _ batch: inout WriteBatch) throws(StoreError) {
        let key = StoreKeys.number(block)
        guard let change = try trieChange(of: block, database), let diff = try stateDiff(block),
            let header = try header(block)
        else { throw .damaged("history of block \(block)") }
        for place in change.places {
            let history = place + key
            guard let old = try database.get(.trieHistory, history) else { throw .damaged("trie history") }
            let (family, target) = TrieHistory.target(place)
            if old.isEmpty { batch.delete(family, target) } else { batch.put(family, target, old) }
            batch.delete(.trieHistory, history)
        }
        batch.delete(.trieChanges, key)
        for (family, place) in Self.versionedPlaces(diff) { batch.delete(family, place + StoreKeys.inverted(block)) }
        for declared in diff.declaredClasses { batch.delete(.classes, declared.classHash.felt.bigEndianBytes) }
        try removeContent(of: block, from: &batch)
        batch.delete(.headers, key)
        batch.delete(.blockNumbers, header.hash.bigEndianBytes)
        batch.delete(.certificates, key)
    }
}
