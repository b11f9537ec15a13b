import BlockBundling
import BlockProduction
import BlockVerifying
import CairoProving
import ChainStorage
import EllipticCurves
import FiniteFields
import Foundation
import LoadClient
import MemoryProofs
import NodeService
import Observability
import ProofStorage
import ProofWatching
import StarknetClient
import StarknetModel
import Testing
import TransactionExecution
import ValidatorHosting
import ValidatorSigning
import VectorFiles

/// Proving takes seconds: nothing is proven that cannot be checked and stored then, and nothing twice.
@Suite(.serialized) struct ProvenOnceTests {
    /// A node in a folder of its own, with a block that holds one call.
    private final class Chain {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("once-\(UUID().uuidString)").path
        let node: Node
        let client: RPCClient
        let home: String?

        /// Alone, or as the only validator of a committee, whose blocks have certificates.
        init(hasCommittee: Bool) throws {
            let contracts = VectorFiles.packageRoot.appendingPathComponent("Contracts").path
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            var settings = NodeSettings(
                dataFolder: folder + "/data", contractsFolder: contracts, genesis: GenesisFile.local)
            settings.rpcPort = 0
            settings.times.blockSeconds = 0.05
            let log = Logger(part: "test", level: .error)
            if hasCommittee {
                let port = UInt16.random(in: 31_000...60_000)
                _ = try CommitteeMaker(chain: "STARLING_LOCAL", count: 1, host: "127.0.0.1", firstPort: port)
                    .make(in: folder + "/homes")
                let home = CommitteeMaker.home(0, in: folder + "/homes").path
                node = try Node(validator: home, settings, log: log) { Issue.record("consensus cannot go on: \($0)") }
                self.home = home
            } else {
                node = try Node(solo: settings, log: log)
                home = nil
            }
            client = RPCClient("http://127.0.0.1:\(node.rpcPort)")
            try call(contracts)
        }

        deinit {
            node.stop()
            try? FileManager.default.removeItem(atPath: folder)
        }

        /// Sends a call and waits for its block, the first.
        private func call(_ contracts: String) throws {
            let artifacts = try ContractArtifacts(folder: contracts), chainID = GenesisFile.local.chain.chainID
            let account = try #require(GenesisFile.local.accounts(classHash: artifacts.account.classHash).first)
            let bound = ResourceBounds(maxAmount: 50_000_000, maxPricePerUnit: 2_000_000_000)
            var transaction = InvokeTransaction(
                sender: account.address, calldata: DemoCall.fibonacci(5).calldata,
                account: AccountFields(
                    nonce: 0, resourceBounds: AllResourceBounds(l1Gas: bound, l2Gas: bound, l1DataGas: bound)))
            let signature = try StarkECDSA.sign(
                messageHash: transaction.hash(chainID: chainID), privateKey: account.privateKey)
            transaction.account.signature = [signature.r, signature.s]
            let hash = try client.add(transaction), end = Date().addingTimeInterval(30)
            while try client.receipt(hash) == nil, Date() < end { usleep(10_000) }
        }

        func configuration() throws -> VerifierConfiguration {
            guard let home else { return `A node that answers with another block`.configuration }
            let text = try String(contentsOfFile: home + "/committee", encoding: .utf8)
            let genesis = try #require(try node.producer.store.header(0)?.hash)
            return try VerifierConfiguration(
                genesis: GenesisFile.local, genesisHash: genesis, committee: try Committee(fileText: text))
        }
    }

    /// Proves block 1 and counts the phases of a proof that were gone through.
    private func prove(_ chain: Chain, _ store: any ProofStore) throws -> (outcome: BlockProver.Outcome, phases: Int) {
        let prover = BlockProver(
            fetcher: BundleFetcher(client: chain.client), configuration: try chain.configuration(), store: store)
        var phases = 0
        let outcome = try prover.prove(1, progress: ProvingProgress(ended: { _, _ in phases += 1 }))
        return (outcome, phases)
    }

    @Test func `a block whose certificate cannot be had is not proven in vain`() throws {
        let chain = try Chain(hasCommittee: false)
        let prover = BlockProver(
            fetcher: BundleFetcher(client: chain.client), configuration: try chain.configuration(),
            store: MemoryProofStore())
        var phases = 0
        #expect(throws: BlockProverError.bundle(.noCertificate(1))) {
            try prover.prove(1, progress: ProvingProgress(ended: { _, _ in phases += 1 }))
        }
        #expect(phases == 0)
    }

    @Test func `a proof that is no longer wanted ends between two phases, and nothing is stored`() throws {
        let chain = try Chain(hasCommittee: true), store = MemoryProofStore()
        let prover = BlockProver(
            fetcher: BundleFetcher(client: chain.client), configuration: try chain.configuration(), store: store)
        var phases = 0
        #expect {
            try prover.prove(1, progress: ProvingProgress(isWanted: { phases == 0 }, ended: { _, _ in phases += 1 }))
        } throws: { ($0 as? BlockProverError)?.isCancelled == true }
        #expect(phases > 0 && phases < ProvingPhase.allCases.count)
        let hash = try prover.fetcher.block(1).header.hash
        #expect(try store.names(block: 1, hash: hash).isEmpty)
    }

    @Test func `a proof that could not be stored is kept and not made again`() throws {
        let chain = try Chain(hasCommittee: true), store = MemoryProofStore()
        let prover = BlockProver(
            fetcher: BundleFetcher(client: chain.client), configuration: try chain.configuration(), store: store)
        var phases = 0
        let progress = ProvingProgress(ended: { _, _ in phases += 1 })
        store.refuse(count: 2)
        for _ in 0..<2 {
            #expect {
                try prover.prove(1, progress: progress)
            } throws: { error in
                (error as? BlockProverError)?.isTemporary == true
            }
        }
        let made = phases
        #expect(made > 0)
        #expect(try prover.prove(1, progress: progress).steps > 0)
        #expect(phases == made)
        #expect(try prover.prove(1, progress: progress).steps == 0)
    }

    @Test func `a stored proof is taken, checked and not made again; a damaged one is`() throws {
        let chain = try Chain(hasCommittee: true), store = MemoryProofStore()
        let first = try prove(chain, store)
        #expect(first.phases > 0 && first.outcome.verdict.transactionCount == 1)
        let again = try prove(chain, store)
        #expect(again.phases == 0 && again.outcome.name == first.outcome.name)
        #expect(again.outcome.verdict.blockHash == first.outcome.verdict.blockHash)
        let reader = ProofReader(
            configuration: try chain.configuration(), fetcher: BundleFetcher(client: chain.client), store: store)
        #expect(try reader.verify(RequestedBlock(number: 1)).blockHash == first.outcome.verdict.blockHash)
        store.damage(first.outcome.name, [1, 2, 3])
        #expect(throws: ProofReader.Failure.rejected(.version)) { try reader.verify(RequestedBlock(number: 1)) }
        #expect(try prove(chain, store).phases == first.phases)
        #expect(try reader.verify(RequestedBlock(number: 1)).transactionCount == 1)
    }

    @Test func `what a store has beside an accepted proof is forgotten, or readers would meet it`() throws {
        let chain = try Chain(hasCommittee: true), store = MemoryProofStore()
        let hash = try BundleFetcher(client: chain.client).block(1).header.hash
        let good = try prove(chain, store).outcome.name
        // Contents whose names come before and after the good one's.
        for number in 0..<16 { _ = try store.store([UInt8(number)], block: 1, hash: hash) }
        #expect(try prove(chain, store).phases == 0)
        #expect(try store.names(block: 1, hash: hash) == [good])
        store.damage(good, [1, 2, 3])
        _ = try store.store([77], block: 1, hash: hash)
        let again = try prove(chain, store).outcome
        #expect(try store.names(block: 1, hash: hash) == [again.name])
    }
}
