import ChainStorage
import FiniteFields
import StarknetModel
import StateTries

/// Blocks without what a simulation does not need: commitments and tries.
extension SimulatedChain {
    static func context(_ number: UInt64, _ timestamp: UInt64) -> BlockContext {
        let free = GasPrice(wei: 1, fri: 1)
        return BlockContext(
            number: number, timestamp: timestamp, sequencer: .zero,
            gasPrices: GasPrices(l1Gas: free, l1DataGas: free, l2Gas: free))
    }

    static func block(
        _ context: BlockContext, _ parent: Felt252, _ transactions: [Transaction], _ hashes: [Felt252],
        _ diff: StateDiff
    ) -> Block {
        let header = BlockHeader(
            context: context, parentHash: parent, stateRoot: .zero, transactionCount: UInt64(transactions.count),
            eventCount: 0, stateDiffLength: UInt64(diff.length), stateDiffCommitment: .zero,
            transactionCommitment: .zero, eventCommitment: .zero, receiptCommitment: .zero)
        let receipts = hashes.map {
            TransactionReceipt(
                transactionHash: $0, actualFee: 0, status: .succeeded, messages: [], events: [], gas: GasVector())
        }
        return Block(header: header, transactions: transactions, receipts: receipts, stateDiff: diff)
    }

    static func emptyUpdate(_ store: ChainStore) throws(StoreError) -> StateUpdate {
        let tries = try store.tries()
        do { return try StateUpdate(applying: StateDiff(), to: .empty, source: tries) } catch {
            throw .damaged("tries: \(error)")
        }
    }

    static func genesis(_ store: ChainStore) throws(StoreError) -> BlockCommit {
        BlockCommit(
            block: block(context(0, 0), .zero, [], [], StateDiff()), blockHash: Felt252(1 as UInt64),
            transactionHashes: [], stateUpdate: try emptyUpdate(store))
    }
}
