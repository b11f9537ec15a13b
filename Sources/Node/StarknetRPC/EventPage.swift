import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel

/// One page of events while it is written.
struct EventPage {
    let filter: EventFilter
    let version: RPCVersion
    private var count = 0
    /// Where the next page begins; nil while this one is not full.
    var next: ContinuationToken?

    init(filter: EventFilter, version: RPCVersion) {
        self.filter = filter
        self.version = version
    }

    /// Writes the matching events of a block behind the first `skip`. `hash` is nil for a block that is not decided yet.
    mutating func write(
        _ receipts: [TransactionReceipt], of number: UInt64, hash: Felt252?, skip: Int, _ w: inout JSONWriter
    ) {
        var matched = 0
        for (transactionIndex, receipt) in receipts.enumerated() {
            for (eventIndex, event) in receipt.events.enumerated() where filter.matches(event) {
                matched += 1
                if matched <= skip { continue }
                if count == filter.chunkSize {
                    next = ContinuationToken(block: number, skip: matched - 1)
                    return
                }
                count += 1
                w.object { w in
                    // A block that is not decided yet has neither in the specification.
                    if let hash {
                        w.field("block_hash", felt: hash)
                        w.field("block_number", integer: number)
                    }
                    w.field("transaction_hash", felt: receipt.transactionHash)
                    if version >= .v0_10 {
                        w.field("transaction_index", integer: transactionIndex)
                        w.field("event_index", integer: eventIndex)
                    }
                    event.writeMembers(to: &w)
                }
            }
        }
    }
}
