import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel

/// What one client wants to hear of.
struct RPCSubscription: Sendable {
    enum Topic: Sendable {
        case heads
        case events(EventFilter)
        case status(Felt252)
        /// Transactions, or their receipts, of these senders; of all when there are none.
        case transactions(Set<ContractAddress>, proofFacts: Bool)
        case receipts(Set<ContractAddress>)
        /// Transactions as soon as they are in a block, decided or not, each once: whole ones or their hashes.
        case pending(Set<ContractAddress>, isWhole: Bool)
    }

    let id: String
    let topic: Topic
    /// How far what is told must have come.
    let finalities: Set<String>
    let version: RPCVersion
    /// What was said last of a transaction's status.
    var lastStatus: [UInt8] = []

    /// The notification of one result, which `write` writes.
    func notification(_ method: String, _ write: (inout JSONWriter) throws -> Void) rethrows -> [UInt8] {
        var writer = JSONWriter()
        try writer.object { (w) throws in
            w.field("jsonrpc", string: "2.0")
            w.field("method", string: method)
            w.key("params")
            try w.object { (w) throws in
                w.field("subscription_id", string: id)
                w.key("result")
                try write(&w)
            }
        }
        return writer.bytes
    }
}
