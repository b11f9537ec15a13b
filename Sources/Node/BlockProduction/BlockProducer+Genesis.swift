import ByteCoding
public import ChainStorage
import FiniteFields
import StarknetModel
import StateTries
public import TransactionExecution

extension BlockProducer {
    /// What a store must be told so that it refuses another chain: chain id, fees, the rule of prices and the hash of block 0.
    public static func identity(of genesis: GenesisBlock, _ chain: GenesisConfiguration) -> [UInt8] {
        let choices = (chain.chain.fees ? 1 : 0) | chain.priceRule.rawValue << 1
        return chain.chain.chainID.bigEndianBytes + [choices] + genesis.hash.bigEndianBytes
    }

    /// Writes block 0 with its classes into an empty store; does nothing when there are blocks.
    public static func commit(
        _ genesis: GenesisBlock, _ artifacts: ContractArtifacts, to store: ChainStore
    ) throws(StoreError) {
        guard store.head == nil else { return }
        let declared = Set(genesis.block.stateDiff.declaredClasses.map(\.classHash))
        try store.commit(
            BlockCommit(
                block: genesis.block, blockHash: genesis.hash, transactionHashes: [],
                stateUpdate: genesis.stateUpdate, classes: artifacts.all.filter { declared.contains($0.classHash) }))
    }
}
