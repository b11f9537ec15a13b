import BlockProduction
import ChainStorage
import FiniteFields
import Foundation
import LoadClient
import NodeService
import StarknetClient
import StarknetJSON
import StarknetModel
import Synchronization
import Testing
import TransactionExecution
import VectorFiles

/// `starling client --mix` against a chain that takes fees.
@Suite(.serialized) struct MixedLoadTests {
    private func plan(_ fixture: NodeFixture, count: Int, mixes: Bool = true) throws -> LoadPlan {
        var plan = LoadPlan(nodes: [fixture.client.address], count: count, rate: 1_000, seed: 5)
        let contracts = VectorFiles.packageRoot.appendingPathComponent("Contracts").path
        if mixes { plan.accountClass = try ContractArtifacts(folder: contracts).account.classHash }
        return plan
    }

    @Test func `calls, transfers and deployments are a third each, paid, and all in blocks`() throws {
        let fixture = try NodeFixture {
            $0.genesis.chain.fees = true
            $0.genesis.priceRule = .usage
        }
        let taken = Mutex<Set<Felt252>>([])
        var plan = try plan(fixture, count: 30)
        plan.onTaken = { hash in taken.withLock { _ = $0.insert(hash) } }
        let report = try LoadRun(plan, accounts: fixture.accounts).run { _, _ in }
        #expect(report.isComplete, "\(report.reasons)")
        #expect(report.calls == 10 && report.transfers == 10 && report.deployments == 10)
        #expect(taken.withLock { $0.count } == 30)
        var deployed = 0
        for number in 1...(try fixture.client.blockNumber()) {
            let block = try #require(try fixture.client.block(.number(number)))
            #expect(block.receipts.allSatisfy { $0.actualFee > 0 })
            // The deployed accounts can go on: their nonce is 1.
            for case .deployAccount(let deployment) in block.transactions {
                deployed += 1
                #expect(try fixture.client.nonce(deployment.sender) == Felt252.one)
            }
        }
        #expect(deployed == 10)
        #expect(report.kinds == "10 calls, 10 transfers of tokens, 10 deployments of accounts")
    }

    @Test func `a nonce that no node took is used again, the lowest first`() {
        var nonces = LoadNonces(5)
        let taken = (0..<4).map { _ in nonces.take() }
        #expect(taken == [5, 6, 7, 8])
        for nonce in [8, 6] as [UInt64] { nonces.giveBack(nonce) }
        #expect((0..<3).map { _ in nonces.take() } == [6, 8, 9])
    }

    @Test func `without a class to deploy there are calls only`() throws {
        let fixture = try NodeFixture()
        let report = try LoadRun(plan(fixture, count: 7, mixes: false), accounts: fixture.accounts).run { _, _ in }
        #expect(report.isComplete)
        #expect(report.calls == 7)
        #expect(report.kinds == nil)
    }

    @Test func `deployments whose accounts got no tokens are counted, and nobody waits for them`() throws {
        let fixture = try NodeFixture { $0.genesis.chain.fees = true }
        // The second transfer is refused: the account's key is another one's.
        var accounts = fixture.accounts
        accounts[4].privateKey = 7
        let report = try LoadRun(plan(fixture, count: 6), accounts: accounts).run { _, _ in }
        #expect(report.transfers == 1 && report.deployments == 1 && report.refused == 2)
        #expect(report.reasons.contains { $0.contains("got no tokens") } && !report.isComplete)
    }
}
