public import FiniteFields
public import StarknetModel

extension RecordedContext {
    /// What contracts see of a block.
    public init(_ context: BlockContext) {
        self.init(
            blockNumber: context.number, timestamp: context.timestamp, sequencer: context.sequencer.felt)
    }
}

extension TransactionInfo {
    /// What contracts see of an INVOKE transaction.
    public init(_ transaction: InvokeTransaction, hash: Felt252, chainID: Felt252) {
        let account = transaction.account
        self.init(
            version: 3, account: transaction.sender.felt, signature: account.signature, hash: hash, chainID: chainID,
            nonce: account.nonce, resourceBounds: account.resourceBounds.executionInfoFelts, tip: Felt252(account.tip),
            paymasterData: account.paymasterData,
            nonceMode: Felt252(UInt64(account.nonceDataAvailabilityMode.rawValue)),
            feeMode: Felt252(UInt64(account.feeDataAvailabilityMode.rawValue)),
            accountDeploymentData: transaction.accountDeploymentData, proofFacts: transaction.proofFacts)
    }
}
