import BlockPrograms
import BlockVerifying
import DemoChains
import FiniteFields
import StarknetModel
import StateTries
import Testing
import TransactionExecution

/// Blocks without transactions: they have no proof, and from block 10 on they still change the state.
struct EmptyBlockTests {
    /// A chain of blocks without transactions behind genesis, up to `number`.
    struct EmptyChain {
        let configuration: VerifierConfiguration
        var headers: [BlockHeader]
        var block: ExecutedBlock

        init(upTo number: UInt64) throws {
            let demo = try DemoChain()
            var tries = demo.tries, roots = demo.genesis.stateUpdate.roots, state = demo.genesis.state
            headers = [demo.genesis.block.header]
            var hashes = [demo.genesis.hash], made: ExecutedBlock?
            for height in 1...number {
                var context = demo.genesis.block.header.context
                context.number = height
                context.timestamp += 2 * height
                let executor = try BlockExecutor(
                    chain: demo.configuration.chain, context: context, parentHash: hashes[Int(height) - 1],
                    agedHash: height >= 10 ? hashes[Int(height) - 10] : nil, state: state)
                let block = try executor.finish(tries: tries, roots: roots)
                tries.apply(block.stateUpdate)
                roots = block.stateUpdate.roots
                state.apply(block.block.stateDiff)
                headers.append(block.block.header)
                hashes.append(block.hash)
                made = block
            }
            block = try #require(made)
            configuration = VerifierConfiguration(
                chain: demo.configuration.chain, genesisHash: demo.genesis.hash, rules: demo.configuration.headerRules,
                validators: (0..<4).map { .init(weight: 1, key: [UInt8](repeating: $0, count: 32)) })
        }

        /// Verifies the last block, changed by a dishonest majority.
        func verify(
            _ change: (inout Block, inout BlockProof) -> Void = { _, _ in }
        ) throws(BlockRejection) -> BlockVerdict {
            var block = block.block
            let number = block.header.context.number
            var proof = BlockProof.withoutTransactions(blockNumber: number, opening: self.block.opening)
            change(&block, &proof)
            let ancestors = Array(headers.dropLast().reversed().prefix(number >= 10 ? 9 : 1))
            let bundle = BlockBundle(
                block: block, ancestors: ancestors, classes: [],
                certificate: TestSignatures.certificate(
                    of: block.header, chainID: configuration.chain.chainID, signers: [0, 1, 2]),
                proof: proof.encoded() ?? [])
            return try BlockVerifier<TestSignatures>(configuration: configuration).verify(bundle)
        }
    }

    @Test(arguments: [1, 9, 10, 13] as [UInt64])
    func `an honest one is verified without a proof`(number: UInt64) throws {
        let chain = try EmptyChain(upTo: number)
        let verdict = try chain.verify()
        #expect(!verdict.hasProof && verdict.isComplete && verdict.transactions.isEmpty)
        #expect(verdict.blockHash == chain.block.hash && verdict.stateRoot == chain.block.block.header.stateRoot)
        #expect(verdict.previousStateRoot == chain.headers[Int(number) - 1].stateRoot)
        #expect((verdict.stateRoot != verdict.previousStateRoot) == (number >= 10))
    }

    @Test func `any other change of the state than the block-hash write is refused`() throws {
        let chain = try EmptyChain(upTo: 11)
        let opened = try #require(OpenedState(chain.block.opening, globalRoot: chain.headers[10].stateRoot))
        let own = try #require(chain.block.block.stateDiff.storage.first?.value.first)
        let forged: [[StateDiff.Write]] = [
            [], [.init(key: own.key, value: own.value + .one)],
            [own, .init(key: try #require(StorageKey(0)), value: 7)],
        ]
        for writes in forged {
            #expect(throws: BlockRejection.stateDiff) {
                try chain.verify { block, _ in
                    block.stateDiff = StateDiff(storage: [.init(address: .blockHashes, value: writes)])
                    let update = try? StateUpdate(applying: block.stateDiff, to: opened.roots, source: opened)
                    block.header = BlockHeader(
                        context: block.header.context, parentHash: block.header.parentHash,
                        stateRoot: update?.roots.global ?? .zero, transactions: [], transactionHashes: [], receipts: [],
                        stateDiff: block.stateDiff)
                }
            }
        }
    }

    @Test func `data of a proof that is none is refused`() throws {
        let chain = try EmptyChain(upTo: 2)
        #expect(throws: BlockRejection.proofPresence) { try chain.verify { $1.data = [1] } }
        #expect(throws: BlockRejection.proofPresence) { try chain.verify { $1.manifest.classHashes = [1] } }
        #expect(throws: BlockRejection.otherBlock) { try chain.verify { $1.blockNumber = 1 } }
        if let cairo = ProvenBlock.cairo {
            #expect(throws: BlockRejection.proofPresence) { try chain.verify { $1.cairo = cairo } }
        }
    }

    @Test
    func `a block with transactions needs a proof`() throws {
        let block = try ProvenBlock()
        let proof = BlockProof(
            blockNumber: 1, manifest: block.manifest, data: block.data, opening: block.opening, cairo: nil)
        #expect(try block.verdict { $0.proof = proof.encoded() ?? [] }.rejection == .proofPresence)
    }
}
