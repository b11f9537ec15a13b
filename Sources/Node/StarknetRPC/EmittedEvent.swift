import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel

/// An event with its place in the chain, as pages and subscriptions show it.
struct EmittedEvent {
    let event: Event
    let transactionHash: Felt252
    let transactionIndex: Int
    let eventIndex: Int
    /// Nil of a block that is not decided yet: the specification gives it neither.
    let block: (hash: Felt252, number: UInt64)?

    func writeMembers(to w: inout JSONWriter, version: RPCVersion) {
        if let block {
            w.field("block_hash", felt: block.hash)
            w.field("block_number", integer: block.number)
        }
        w.field("transaction_hash", felt: transactionHash)
        if version >= .v0_10 {
            w.field("transaction_index", integer: transactionIndex)
            w.field("event_index", integer: eventIndex)
        }
        event.writeMembers(to: &w)
    }
}
