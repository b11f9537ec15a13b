public import FiniteFields
public import StarknetModel
import Synchronization

/// Messages of L1 that wait for their block, and which messages a transaction of L1 sent. Thread safe.
///
/// A node that has such a queue vouches for what is in it; one without takes no block with messages of L1.
public final class L1MessageQueue: Sendable {
    private struct State {
        var waiting: [L1HandlerTransaction] = []
        /// Hashes of the messages' transactions by that of the transaction of L1.
        var sent: [L1HashText: [Felt252]] = [:]
        var sentCount = 0
    }

    /// The hash of a transaction of L1, a number of 256 bits, as 64 lower-case hex digits.
    public typealias L1HashText = String

    /// Messages that wait.
    public static let waitingMax = 1_000
    /// Messages of which it is known which transaction of L1 sent them.
    public static let sentMax = 10_000

    private let state = Mutex(State())

    /// An empty queue.
    public init() {}

    /// Adds a message, unless too many wait. `hash` is that of its transaction, `origin` that of the one on L1, where known.
    public func add(_ message: L1HandlerTransaction, hash: Felt252, from origin: L1HashText?) -> Bool {
        state.withLock { state in
            guard state.waiting.count < Self.waitingMax else { return false }
            state.waiting.append(message)
            if let origin, state.sentCount < Self.sentMax {
                state.sent[origin, default: []].append(hash)
                state.sentCount += 1
            }
            return true
        }
    }

    /// What waits, in the order of its coming.
    public var waiting: [L1HandlerTransaction] { state.withLock { $0.waiting } }

    /// The transactions of the messages that a transaction of L1 sent, in their order.
    public func sent(by origin: L1HashText) -> [Felt252] { state.withLock { $0.sent[origin] ?? [] } }

    /// Takes out what is in a block, or cannot be.
    func remove(_ messages: Set<L1HandlerTransaction>) {
        state.withLock { state in state.waiting.removeAll { messages.contains($0) } }
    }

    /// Takes out all that waits.
    public func removeWaiting() { state.withLock { $0.waiting = [] } }
}
