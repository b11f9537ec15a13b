/// How much of the past a store keeps. Blocks that are beyond it now are removed little by little.
public struct HistorySettings: Sendable, Equatable {
    /// Blocks whose transactions, receipts, events and states are kept; nil for all.
    public var blocksKept: UInt64?
    /// Blocks before the latest whose tries can be read for storage proofs.
    public var proofBlocks: UInt64

    public init(blocksKept: UInt64? = nil, proofBlocks: UInt64 = 128) {
        // The latest block stays, with the state that the next one builds on.
        self.blocksKept = blocksKept.map { max(1, $0) }
        self.proofBlocks = proofBlocks
    }
}

/// From which block on a store holds what.
public struct HistoryBounds: Sendable, Equatable {
    /// The first block whose content and state are there.
    public var keptFrom: UInt64 = 0
    /// The first block whose events are in the index; those before it were written by an older version.
    public var indexedFrom: UInt64 = 0
    /// The first block whose changes to the tries can be taken back; nil when there is none yet.
    public var triesFrom: UInt64?

    init() {}

    init(_ database: any KeyValueReader) throws(StoreError) {
        guard let bytes = try database.get(.meta, ChainStore.Meta.bounds) else { return }
        guard bytes.count == 24, let kept = StoreKeys.integer(bytes[0..<8]),
            let indexed = StoreKeys.integer(bytes[8..<16]), let tries = StoreKeys.integer(bytes[16...])
        else { throw .damaged("history bounds") }
        keptFrom = kept
        indexedFrom = indexed
        triesFrom = tries == .max ? nil : tries
    }

    var bytes: [UInt8] {
        StoreKeys.number(keptFrom) + StoreKeys.number(indexedFrom) + StoreKeys.number(triesFrom ?? .max)
    }
}
