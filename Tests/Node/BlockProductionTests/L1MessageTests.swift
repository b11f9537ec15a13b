import BlockProduction
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing
import TransactionExecution
import TransactionPool

/// Messages of L1 that wait for their block.
struct L1MessageTests {
    private func message(_ nonce: UInt64) -> L1HandlerTransaction {
        L1HandlerTransaction(
            contractAddress: .strk, entryPointSelector: 5, calldata: [1, 2], nonce: Felt252(nonce))
    }

    @Test func `a queue has its limit, and knows where messages came from`() {
        let queue = L1MessageQueue()
        for nonce in 0..<UInt64(L1MessageQueue.waitingMax) {
            #expect(queue.add(message(nonce), hash: Felt252(nonce), from: nonce < 2 ? "a" : nil))
        }
        #expect(!queue.add(message(.max), hash: 1, from: "a"))
        #expect(queue.waiting.count == L1MessageQueue.waitingMax)
        #expect(queue.sent(by: "a") == [0, 1])
        #expect(queue.sent(by: "b").isEmpty)
        queue.removeWaiting()
        #expect(queue.waiting.isEmpty)
        #expect(queue.add(message(.max), hash: 1, from: "a"))
    }

    @Test func `what waits is in the next block, before all else, and then waits no more`() throws {
        let fixture = try ProducerFixture(l1Messages: L1MessageQueue())
        let queue = try #require(fixture.producer.l1Messages)
        #expect(queue.add(message(0), hash: 1, from: nil))
        #expect(fixture.producer.hasPendingTransactions)
        _ = try fixture.producer.submit(
            fixture.demo.invoke(0, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [10]))
        let proposed = try fixture.producer.build()
        #expect(proposed.executed.block.transactions.map(\.kind) == [.l1Handler, .invoke])
        #expect(queue.waiting.count == 1)
        try fixture.producer.commit(content: proposed.content, certificate: nil)
        #expect(queue.waiting.isEmpty)
        #expect(!fixture.producer.hasPendingTransactions)
        #expect(try fixture.producer.replay(block: 1).transactions.count == 2)
    }

    @Test func `who knows of no messages takes no block with one`() throws {
        let fixture = try ProducerFixture(l1Messages: L1MessageQueue())
        _ = fixture.producer.l1Messages?.add(message(0), hash: 1, from: nil)
        let content = try fixture.producer.build().content
        let other = try ProducerFixture()
        #expect(throws: ProducerError.rejected(index: 0, .kindNotSupported(.l1Handler))) {
            try other.producer.validate(content: content)
        }
    }

    @Test func `what the block being built holds is not replaced, and traced`() throws {
        let fixture = try ProducerFixture()
        func call(_ number: Felt252, tip: UInt64) throws -> Transaction {
            let made = try fixture.demo.invoke(
                0, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [number])
            guard case .invoke(var invoke) = made else { return made }
            invoke.account.tip = tip
            invoke.account.resourceBounds.l2Gas.maxPricePerUnit += UInt128(tip) * 100_000_000
            return try fixture.demo.signed(.invoke(invoke), by: fixture.demo.accounts[0])
        }
        #expect(try fixture.producer.replayCandidate() == nil)
        _ = try fixture.producer.submit(call(10, tip: 0))
        // Before a block holds it, a higher offer replaces it.
        _ = try fixture.producer.submit(call(11, tip: 1))
        _ = try fixture.producer.build()
        #expect(try fixture.producer.replayCandidate()?.map(\.receipt.status) == [.succeeded])
        #expect(throws: GatewayRefusal.pool(.nonceUsed(expected: 1))) {
            try fixture.producer.submit(call(12, tip: 100))
        }
    }
}
