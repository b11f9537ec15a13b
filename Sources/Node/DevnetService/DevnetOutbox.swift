import ChainStorage
import FiniteFields
import StarknetModel
import Synchronization

/// The messages to L1 that a chain's blocks sent: L1 is played by whoever asks for them. Thread safe; for one chain.
final class DevnetOutbox: Sendable {
    /// How often a message was consumed, by its hash.
    private let consumed = Mutex<[[UInt8]: Int]>([:])

    /// Consumes a message once: false when no block sent it, or all that did are consumed.
    func consume(_ message: MessageToL1, in store: ChainStore) throws(StoreError) -> Bool {
        let sent = try messages(in: store).count { $0 == message }, hash = message.hash
        return consumed.withLock { consumed in
            guard consumed[hash, default: 0] < sent else { return false }
            consumed[hash, default: 0] += 1
            return true
        }
    }

    /// The messages of all blocks, in their order; the receipts are looked through: what a development network has is short.
    func messages(in store: ChainStore) throws(StoreError) -> [MessageToL1] {
        var list: [MessageToL1] = []
        for block in 0...(store.head?.number ?? 0) {
            for receipt in try store.receipts(block) { list += receipt.messages }
        }
        return list
    }
}
