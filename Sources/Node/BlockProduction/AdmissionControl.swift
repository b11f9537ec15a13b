import Synchronization
import Threading
public import TransactionPool

/// Keeps the checks of transactions from taking the processors from consensus. What clients send to this node and what other
/// nodes pass on have a budget each, so that neither is shut out by the other; while a block is executed for consensus both
/// come back slowly. A client whose transaction finds the budget used up is told so at once, gossip waits.
public final class AdmissionControl: Sendable {
    private struct State {
        var clients: AdmissionBudget
        var gossip: AdmissionBudget
        /// Blocks that are being executed for consensus.
        var executions = 0

        mutating func refill(_ now: Double) {
            clients.refill(now: now, isBeside: executions > 0)
            gossip.refill(now: now, isBeside: executions > 0)
        }
    }

    private let state: Mutex<State>
    private let clock: @Sendable () -> Double
    private let processorTime: @Sendable () -> Double

    /// With the machine's clock and processors.
    public convenience init() {
        self.init(
            processors: Double(Processors.count), clock: { MonotonicClock.nowSeconds },
            processorTime: { Processors.threadSeconds })
    }

    /// Half of the time of so many processors may go into each kind of checks. `clock` never goes back, `processorTime` is that
    /// of the calling thread, both in seconds.
    package init(
        processors: Double, clock: @escaping @Sendable () -> Double, processorTime: @escaping @Sendable () -> Double
    ) {
        let budget = AdmissionBudget(share: processors / 2, now: clock())
        state = Mutex(State(clients: budget, gossip: budget))
        self.clock = clock
        self.processorTime = processorTime
    }

    /// Seconds until a check may begin; 0 when it may now.
    public func wait(for origin: TransactionOrigin) -> Double {
        let now = clock()
        return state.withLock { state in
            state.refill(now)
            return origin == .client ? state.clients.wait : state.gossip.wait
        }
    }

    /// Does a check, on this thread, and takes what it used from the budget.
    package func check<Value>(
        for origin: TransactionOrigin, _ body: () throws(GatewayRefusal) -> Value
    ) throws(GatewayRefusal) -> Value {
        let seconds = wait(for: origin)
        // Who takes what other nodes pass on has waited before.
        guard seconds == 0 || origin != .client else { throw .busy(seconds: seconds) }
        let began = processorTime()
        defer {
            let used = processorTime() - began
            state.withLock { state in
                if origin == .client { state.clients.spend(used) } else { state.gossip.spend(used) }
            }
        }
        return try body()
    }

    /// Executes a block for consensus.
    package func besideConsensus<Value>(_ body: () throws(ProducerError) -> Value) throws(ProducerError) -> Value {
        count(1)
        defer { count(-1) }
        return try body()
    }

    private func count(_ change: Int) {
        let now = clock()
        state.withLock { state in
            state.refill(now)
            state.executions += change
        }
    }
}
