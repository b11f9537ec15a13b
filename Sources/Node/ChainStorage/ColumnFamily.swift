/// The parts of the store. Numbers in keys are big-endian, so that iteration goes up.
package enum ColumnFamily: Int, CaseIterable, Sendable {
    /// Schema version, chain, head.
    case meta
    /// Block number to hash and header.
    case headers
    /// Block hash to number.
    case blockNumbers
    /// Block number and index to transaction hash and transaction.
    case transactions
    /// Block number and index to receipt.
    case receipts
    /// Transaction hash to block number and index.
    case transactionPlaces
    /// Block number to state diff.
    case stateDiffs
    /// Address, key and inverted block number to value: every value a cell ever had.
    case storage
    /// Kind, address and inverted block number to nonce or class hash.
    case contracts
    /// Class hash to declaration and class.
    case classes
    /// Compiled class hash to CASM JSON.
    case compiledClasses
    /// Trie and place to inner node: the latest state's tries.
    case tries
    /// Address to the leaf of the latest contracts trie.
    case leaves
    /// Block number to the record of its execution.
    case executionRecords
    /// Block number to the quorum certificate that decided it.
    case certificates
    /// Address or key of an event, and number of a block with such events: nothing.
    case eventBlocks
    /// Place of a trie's node or leaf and number of the block that changed it: what was there before.
    case trieHistory
    /// Block number to the roots before it and the places that it changed.
    case trieChanges

    /// The name inside RocksDB. It is on the disk of every store, and stays whatever the case is called here.
    var name: String {
        switch self {
        // RocksDB wants the first family to be called so.
        case .meta: "default"
        case .executionRecords: "recordings"
        default: "\(self)"
        }
    }
}
