import BlockProduction
import ByteCoding
import ChainStorage
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing
import TransactionExecution
import TransactionPool

/// Blocks from the pool, and blocks of others: what one node builds another accepts, and nothing else.
@Suite(.serialized) struct BlockProducerTests {
    private func call(_ fixture: ProducerFixture, nonce: UInt64, _ number: UInt64 = 10) throws -> Transaction {
        try fixture.demo.invoke(
            0, nonce: nonce, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [Felt252(number)])
    }

    /// Why a proposal is refused, as the case's name.
    private func refusal(_ fixture: ProducerFixture, _ content: [UInt8]) -> ProducerError? {
        do throws(ProducerError) {
            try fixture.producer.validate(content: content)
            return nil
        } catch { return error }
    }

    @Test func `what one node builds is the same block for another`() throws {
        let one = try ProducerFixture(), two = try ProducerFixture()
        for nonce in 0..<3 as Range<UInt64> { _ = try one.producer.submit(call(one, nonce: nonce)) }
        #expect(one.producer.hasPendingTransactions)
        let built = try one.producer.build()
        #expect(built.executed.block.header.transactionCount == 3)
        let checked = try two.producer.validate(content: built.content)
        #expect(checked.hash == built.executed.hash)
        for producer in [one.producer, two.producer] {
            #expect(try producer.commit(content: built.content, certificate: [1, 2]).hash == checked.hash)
            #expect(producer.store.head?.hash == checked.hash && producer.store.head?.number == 1)
            #expect(try producer.content(ofBlock: 1) == built.content)
            #expect(try producer.content(ofBlock: 2) == nil)
        }
        #expect(one.producer.pool.count == 0 && !one.producer.hasPendingTransactions)
        // Executed again from the store it is what it was.
        let again = try two.producer.replay(block: 1).transactions
        #expect(again.map(\.receipt) == built.executed.block.receipts)
        #expect(try two.producer.replay(block: 0).transactions.isEmpty)
    }

    @Test func `proposals of another parent, time, form or content are refused`() throws {
        let fixture = try ProducerFixture()
        _ = try fixture.producer.submit(call(fixture, nonce: 0))
        let honest = try BlockProposal(decoding: fixture.producer.build().content)
        func changed(_ change: (inout BlockProposal) throws -> Void) throws -> ProducerError? {
            var proposal = honest
            try change(&proposal)
            return refusal(fixture, proposal.encoded)
        }
        #expect(refusal(fixture, [1, 2, 3]) == .malformed(.truncated(needed: 32, left: 3)))
        let tooLarge = [UInt8](repeating: 0, count: BlockProducer.contentBytesMax + 1)
        #expect(refusal(fixture, tooLarge) == .invalid("content is too large"))
        let parent = fixture.demo.genesis.hash.hex
        #expect(
            try changed { $0.parentHash = .one } == .invalid("it builds on block 0x1, the head here is 0, \(parent)"))
        #expect(try changed { $0.context.timestamp -= 3 } == .rule(.time))
        #expect(try changed { $0.context.number += 1 } == .rule(.height))
        let twice = try changed { $0.transactions += $0.transactions }
        #expect(twice == .rejected(index: 1, .invalidNonce(expected: 1, found: 0)))
    }

    @Test func `a transaction that cannot be executed or is known already is not taken`() throws {
        let fixture = try ProducerFixture()
        func refusal(_ transaction: Transaction) -> GatewayRefusal? {
            do throws(GatewayRefusal) {
                _ = try fixture.producer.submit(transaction)
                return nil
            } catch { return error }
        }
        let honest = try call(fixture, nonce: 0)
        guard case .invoke(var forged) = honest else { return }
        forged.account.nonce = .zero - .one
        #expect(refusal(.invoke(forged)) == .pool(.nonceOutOfRange))
        guard case .invoke(var unsigned) = honest else { return }
        unsigned.account.signature[0] = .one
        let refused = refusal(.invoke(unsigned))
        #expect(refused.map { if case .execution(.validationFailed(_)) = $0 { true } else { false } } == true)
        #expect(refusal(honest) == nil)
        #expect(refusal(honest) == .duplicate)
        try fixture.producer.commit(content: fixture.producer.build().content, certificate: nil)
        #expect(refusal(honest) == .duplicate)
        #expect(try refusal(call(fixture, nonce: 0, 11)) == .pool(.nonceUsed(expected: 1)))
    }

    @Test func `without genesis there is nothing to build on`() throws {
        let fixture = try ProducerFixture(hasGenesis: false)
        #expect(throws: ProducerError.noGenesis) { try fixture.producer.build() }
        #expect(throws: ProducerError.noGenesis) { try fixture.producer.nextContext() }
        let transaction = try call(fixture, nonce: 0)
        #expect(throws: GatewayRefusal.producer(.noGenesis)) { try fixture.producer.submit(transaction) }
    }
}
