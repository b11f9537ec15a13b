import BlockProduction
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetModel
import Synchronization
import Testing
import TransactionExecution
import TransactionPool

/// Clocks that a test moves.
private final class Clocks: Sendable {
    let now = Mutex(100.0), used = Mutex(0.0)

    func pass(_ seconds: Double) { now.withLock { $0 += seconds } }
    func use(_ seconds: Double) { used.withLock { $0 += seconds } }

    /// Of two processors: a second for each kind of checks comes back in a second.
    func control() -> AdmissionControl {
        AdmissionControl(
            processors: 2, clock: { self.now.withLock { $0 } }, processorTime: { self.used.withLock { $0 } })
    }
}

/// How much of the processors' time transactions may take before anybody pays for them.
@Suite struct AdmissionControlTests {
    private func check(
        _ control: AdmissionControl, _ clocks: Clocks, origin: TransactionOrigin = .client, seconds: Double
    ) throws {
        try control.check(for: origin) { () throws(GatewayRefusal) in clocks.use(seconds) }
    }

    @Test func `checks end when their time is used up, and go on when it has come back`() throws {
        let clocks = Clocks(), control = clocks.control()
        for _ in 0..<4 { try check(control, clocks, seconds: 1) }
        #expect(control.wait(for: .client) > 0)
        #expect(throws: GatewayRefusal.self) { try check(control, clocks, seconds: 0) }
        clocks.pass(1)
        try check(control, clocks, seconds: 3)
        // Two seconds more than it had.
        #expect(abs(control.wait(for: .client) - 2) < 0.01)
        clocks.pass(1.5)
        #expect(throws: GatewayRefusal.busy(seconds: control.wait(for: .client))) {
            try check(control, clocks, seconds: 0)
        }
        clocks.pass(0.6)
        try check(control, clocks, seconds: 0)
        // What is not used can be saved, up to four seconds.
        clocks.pass(1_000)
        try check(control, clocks, seconds: 5)
        #expect(abs(control.wait(for: .client) - 1) < 0.01)
    }

    @Test func `clients do not use up what others pass on, nor the other way round`() throws {
        let clocks = Clocks(), control = clocks.control()
        try check(control, clocks, seconds: 10)
        #expect(control.wait(for: .peer) == 0)
        try check(control, clocks, origin: .peer, seconds: 10)
        clocks.pass(7)
        #expect(control.wait(for: .peer) == 0 && control.wait(for: .client) == 0)
    }

    @Test func `while a block is executed for consensus, checks get a quarter of their time`() throws {
        let clocks = Clocks(), control = clocks.control()
        try check(control, clocks, seconds: 5)
        try control.besideConsensus { () throws(ProducerError) in clocks.pass(2) }
        #expect(abs(control.wait(for: .client) - 0.5) < 0.01)
        clocks.pass(0.6)
        #expect(control.wait(for: .client) == 0)
    }

    @Test func `a producer's gateway keeps to it, after the refusals that cost nothing`() throws {
        let clocks = Clocks(), control = clocks.control()
        let fixture = try ProducerFixture(admission: control)
        func call(_ nonce: UInt64) throws -> Transaction {
            try fixture.demo.invoke(0, nonce: nonce, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [5])
        }
        let first = try call(0)
        _ = try fixture.producer.submit(first)
        try check(control, clocks, seconds: 100)
        let seconds = control.wait(for: .client)
        #expect(seconds > 90)
        #expect(throws: GatewayRefusal.busy(seconds: seconds)) { try fixture.producer.submit(call(1)) }
        #expect(throws: GatewayRefusal.duplicate) { try fixture.producer.submit(first) }
        // Blocks are made as before, and gossip has its own time.
        _ = try fixture.producer.submit(SubmittedTransaction(call(1)), from: .peer)
        #expect(try fixture.producer.build().executed.transactionHashes.count == 2)
    }
}
