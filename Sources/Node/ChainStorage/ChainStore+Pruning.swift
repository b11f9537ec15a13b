import FiniteFields
import StarknetModel

extension ChainStore {
    /// Removes blocks that are older than the settings keep, at most `removedMax` in one commit. Headers stay: they are
    /// small, and later blocks refer to them.
    func prune(
        before number: UInt64, _ bounds: inout HistoryBounds, _ batch: inout WriteBatch
    ) throws(StoreError) {
        guard let kept = history.blocksKept, number >= kept else { return }
        let end = min(number - kept + 1, bounds.keptFrom + Self.removedMax)
        while bounds.keptFrom < end {
            let removed = bounds.keptFrom
            // The state after it stays: the next block is executed again on it, for its traces. What it overwrote is not
            // needed any more.
            guard let diff = try stateDiff(removed) else { throw .damaged("state diff of block \(removed)") }
            try removeOverwritten(by: diff, at: removed, from: &batch)
            try removeContent(of: removed, from: &batch)
            bounds.keptFrom = removed + 1
            bounds.indexedFrom = max(bounds.indexedFrom, bounds.keptFrom)
        }
    }

    /// Deletes transactions, receipts, events, state diff and execution record of a block.
    func removeContent(of number: UInt64, from batch: inout WriteBatch) throws(StoreError) {
        let key = StoreKeys.number(number)
        let hashes = try transactionHashes(number)
        deleteEvents(of: try receipts(number), number, from: &batch)
        for (index, hash) in hashes.enumerated() {
            batch.delete(.transactions, StoreKeys.place(number, index))
            batch.delete(.receipts, StoreKeys.place(number, index))
            batch.delete(.transactionPlaces, hash.bigEndianBytes)
        }
        batch.delete(.stateDiffs, key)
        batch.delete(.executionRecords, key)
    }

    private func removeOverwritten(
        by diff: StateDiff, at number: UInt64, from batch: inout WriteBatch
    ) throws(StoreError) {
        for (family, prefix) in Self.versionedPlaces(diff) {
            guard number > 0 else { return }
            let older = prefix + StoreKeys.inverted(number - 1)
            var versions: [[UInt8]] = []
            try database.scan(family, from: older, prefix: prefix) { (rest, _) throws(StoreError) in
                versions.append(prefix + rest)
                return true
            }
            for version in versions { batch.delete(family, version) }
        }
    }

    /// The places of a state diff's values, without their block.
    static func versionedPlaces(_ diff: StateDiff) -> [(ColumnFamily, [UInt8])] {
        var places: [(ColumnFamily, [UInt8])] = []
        for entry in diff.storage {
            for write in entry.value { places.append((.storage, StoreKeys.cell(entry.address, write.key))) }
        }
        for entry in diff.deployedContracts + diff.replacedClasses {
            places.append((.contracts, StoreKeys.contract(.classHash, entry.address)))
        }
        for entry in diff.nonces { places.append((.contracts, StoreKeys.contract(.nonce, entry.address))) }
        return places
    }
}
