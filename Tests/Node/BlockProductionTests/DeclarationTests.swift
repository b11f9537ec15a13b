import BlockProduction
import CasmModel
import ChainStorage
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetFixtures
import StarknetModel
import Testing
import TransactionExecution
import VectorFiles

/// Accounts that deploy themselves and classes that are declared, through pool, blocks and store.
@Suite(.serialized) struct DeclarationTests {
    /// A class that no genesis declares, and what it compiles to.
    static func token() throws -> (sierra: SierraClass, compiled: CompiledClassHash) {
        let sierra = try UndeclaredClass.sierra()
        let made = try ClassCompiler().compiled(sierra, declaredAs: sierra.hash)
        return (sierra, made.declaration.compiledClassHash)
    }

    private func declare(
        _ demo: DemoChain, _ sierra: SierraClass, _ compiled: CompiledClassHash, nonce: UInt64 = 0
    ) throws -> Transaction {
        try demo.declare(0, nonce: nonce, classHash: sierra.hash, compiledClassHash: compiled)
    }

    private func refusal(
        _ producer: BlockProducer, _ transaction: Transaction, _ sierra: SierraClass? = nil
    ) -> GatewayRefusal? {
        do throws(GatewayRefusal) {
            _ = try producer.submit(transaction, declaring: sierra)
            return nil
        } catch { return error }
    }

    @Test func `the compiler gives the hash that the class was recorded with`() throws {
        let file = try object(VectorFiles.json("rpc/hashes.json"))
        let entry = try object(try object(file["classes"])["erc20"])
        #expect(try Self.token().compiled.felt == (try Felt252(json: entry["accepted_in_declare"])))
    }

    @Test func `a class goes from one node's pool through a block into another's store`() throws {
        let one = try ProducerFixture(), two = try ProducerFixture()
        let (sierra, compiled) = try Self.token(), demo = one.demo
        #expect(try refusal(one.producer, declare(demo, sierra, compiled), sierra) == nil)
        let (deployment, account) = try demo.deployAccount(0x77)
        #expect(refusal(one.producer, deployment) == nil)
        // Its next transaction cannot be asked of it yet.
        let transfer = try demo.signed(
            .invoke(
                InvokeTransaction(
                    sender: account.address, calldata: [0], account: demo.fields(nonce: 1, gas: 200_000_000))),
            by: account)
        #expect(refusal(one.producer, transfer) == nil)
        let built = try one.producer.build()
        #expect(built.executed.block.transactions.count == 3)
        #expect(built.executed.block.stateDiff.declaredClasses.map(\.classHash) == [sierra.hash])
        #expect(try two.producer.validate(content: built.content).hash == built.executed.hash)
        for producer in [one.producer, two.producer] {
            try producer.commit(content: built.content, certificate: nil)
            #expect(try producer.store.state(after: 1).sierraClass(sierra.hash) == sierra)
            #expect(try producer.store.state(after: 0).sierraClass(sierra.hash) == nil)
            #expect(try producer.store.casm(compiled) != nil)
            #expect(try producer.content(ofBlock: 1) == built.content)
            let replayed = try producer.replay(block: 1).transactions
            #expect(replayed.map(\.receipt) == built.executed.block.receipts)
            #expect(replayed.compactMap(\.stateDiff).flatMap(\.declaredClasses).map(\.classHash) == [sierra.hash])
        }
        // From the store it can be deployed, and not declared again.
        let call = try demo.invoke(
            1, nonce: 0, .universalDeployer, "deployContract",
            [sierra.hash.felt, 7, 1, 10, 0, 0, 0, 0, 0, 0, 18, 5, 0, account.address.felt])
        #expect(refusal(two.producer, call) == nil)
        #expect(
            try refusal(two.producer, declare(demo, sierra, compiled, nonce: 1), sierra)
                == .execution(.classAlreadyDeclared(sierra.hash)))
        let next = try two.producer.build()
        #expect(next.executed.block.receipts.map(\.status) == [.succeeded])
        #expect(next.executed.block.stateDiff.deployedContracts.map(\.value) == [sierra.hash])
    }

    @Test func `what cannot be declared is refused, and stays out of blocks`() throws {
        let fixture = try ProducerFixture(), producer = fixture.producer, demo = fixture.demo
        let (sierra, compiled) = try Self.token()
        let honest = try declare(demo, sierra, compiled)
        #expect(refusal(producer, honest) == .execution(.classBodyMissing(sierra.hash)))
        var other = sierra
        other.abi.append(0x20)
        #expect(refusal(producer, honest, other) == .execution(.classBodyMissing(sierra.hash)))
        #expect(
            try refusal(producer, declare(demo, sierra, CompiledClassHash(5)), sierra)
                == .execution(.compiledClassHashMismatch(expected: compiled)))
        other = sierra
        other.program[1] = 6
        #expect(try refusal(producer, declare(demo, other, compiled), other) == .execution(.sierraVersionTooOld))
        other = sierra
        other.program.removeLast()
        let broken = try refusal(producer, declare(demo, other, compiled), other)
        guard case .execution(.classNotCompiled) = broken else {
            Issue.record("\(String(describing: broken))")
            return
        }
        // A block of somebody else with such a transaction.
        #expect(refusal(producer, honest, sierra) == nil)
        var proposal = try BlockProposal(decoding: producer.build().content)
        proposal.transactions[0].transaction = try declare(demo, sierra, CompiledClassHash(5))
        #expect(throws: ProducerError.rejected(index: 0, .compiledClassHashMismatch(expected: compiled))) {
            try producer.validate(content: proposal.encoded)
        }
        proposal.transactions[0].declaredClass?.abi.append(0x20)
        #expect(throws: ProducerError.rejected(index: 0, .classBodyMissing(sierra.hash))) {
            try producer.validate(content: proposal.encoded)
        }
        // Larger than any block.
        other = sierra
        other.abi = [UInt8](repeating: 0x20, count: BlockProducer.transactionBytesMax)
        #expect(try refusal(producer, declare(demo, other, compiled), other) == .tooLarge)
    }

    @Test func `an account that cannot be deployed is refused`() throws {
        let fixture = try ProducerFixture(), producer = fixture.producer, demo = fixture.demo
        let unknown = ClassHash(0x5)
        #expect(
            try refusal(producer, demo.deployAccount(0x77, classHash: unknown).transaction)
                == .execution(.classNotDeclared(unknown)))
        let failing = try refusal(producer, demo.deployAccount(0x77, constructorCalldata: []).transaction)
        guard case .execution(.constructorFailed) = failing else {
            Issue.record("\(String(describing: failing))")
            return
        }
        let (honest, account) = try demo.deployAccount(0x77)
        guard case .deployAccount(var forged) = honest else { return }
        forged.account.signature[0] = .one
        let refused = refusal(producer, .deployAccount(forged))
        guard case .execution(.validationFailed) = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
        #expect(refusal(producer, honest) == nil)
        try producer.commit(content: producer.build().content, certificate: nil)
        #expect(refusal(producer, honest) == .duplicate)
        #expect(
            try refusal(producer, demo.deployAccount(0x77, nonce: 1).transaction)
                == .execution(.addressInUse(account.address)))
    }
}
