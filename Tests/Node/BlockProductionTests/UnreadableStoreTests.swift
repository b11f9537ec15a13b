import BlockProduction
import ChainStorage
import DemoChains
import FiniteFields
import StarknetModel
import Testing
import TransactionExecution
import TransactionPool

/// What a node's own disk does wrong is said, and blamed neither on transactions nor on their blocks.
@Suite(.serialized) struct `A store that cannot be read` {
    @Test func `is said when a block is built, and costs no transaction its place`() throws {
        let database = FailingDatabase(), fixture = try ProducerFixture(database: database), producer = fixture.producer
        _ = try producer.submit(
            fixture.demo.invoke(0, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [10]))
        database.fail(.contracts)
        // An empty block would say that there is nothing to include.
        #expect(producer.hasPendingTransactions)
        #expect(throws: ProducerError.store(FailingDatabase.error)) { try producer.build() }
        #expect(producer.pool.count == 1)
        database.fail(nil)
        #expect(try producer.build().executed.block.transactions.count == 1)
    }

    @Test func `and has lost a class does not make its block one that breaks a rule`() throws {
        let database = FailingDatabase(), fixture = try ProducerFixture(database: database), producer = fixture.producer
        let (sierra, compiled) = try DeclarationTests.token()
        _ = try producer.submit(
            fixture.demo.declare(0, nonce: 0, classHash: sierra.hash, compiledClassHash: compiled), declaring: sierra)
        try producer.commit(content: producer.build().content, certificate: nil)
        database.lose(.classes)
        let damage = ProducerError.store(.damaged("class \(sierra.hash.felt) of block 1"))
        // A peer would get a block without its class, and a reader would be told that the declaration was wrong.
        #expect(throws: damage) { try producer.content(ofBlock: 1) }
        #expect(throws: damage) { try producer.replay(block: 1) }
    }
}
