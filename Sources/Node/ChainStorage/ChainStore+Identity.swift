extension ChainStore {
    /// Names the chain in an empty store, refuses another chain's, and brings a store of the version before up to date.
    static func identify(_ database: any KeyValueStore, _ chain: [UInt8], _ head: ChainHead?) throws(StoreError) {
        let identity = [schema] + chain
        guard let found = try database.get(.meta, Meta.identity) else {
            var batch = WriteBatch()
            batch.put(.meta, Meta.identity, identity)
            return try database.write(batch)
        }
        if found == identity { return }
        guard found.dropFirst().elementsEqual(chain) else { throw .foreign("it holds another chain") }
        guard found.first == 1 else { throw .foreign("its version is \(found.first ?? 0), not \(schema)") }
        // Version 1 had no index of events and no past tries. Its blocks are searched one by one; all that come are not.
        var bounds = HistoryBounds()
        bounds.indexedFrom = head.map { $0.number + 1 } ?? 0
        var batch = WriteBatch()
        batch.put(.meta, Meta.identity, identity)
        batch.put(.meta, Meta.bounds, bounds.bytes)
        try database.write(batch)
    }
}
