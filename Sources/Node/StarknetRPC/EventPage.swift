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
                let emitted = EmittedEvent(
                    event: event, transactionHash: receipt.transactionHash, transactionIndex: transactionIndex,
                    eventIndex: eventIndex, block: hash.map { ($0, number) })
                w.object { w in emitted.writeMembers(to: &w, version: version) }
            }
        }
    }
}
