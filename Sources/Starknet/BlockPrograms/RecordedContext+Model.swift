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
    /// What contracts see of a transaction: of a message of L1 the fields of old, the others empty (EXEC §3.11).
    public init(_ transaction: Transaction, hash: Felt252, chainID: Felt252) {
        guard let account = transaction.account else {
            self.init(
                version: .zero, account: transaction.sender.felt, signature: [], hash: hash, chainID: chainID,
                nonce: transaction.nonce, resourceBounds: [], tip: .zero)
            return
        }
        self.init(
            version: 3, account: transaction.sender.felt, signature: account.signature, hash: hash, chainID: chainID,
            nonce: account.nonce, resourceBounds: account.resourceBounds.executionInfoFelts, tip: Felt252(account.tip),
            paymasterData: account.paymasterData,
            nonceMode: Felt252(UInt64(account.nonceDataAvailabilityMode.rawValue)),
            feeMode: Felt252(UInt64(account.feeDataAvailabilityMode.rawValue)))
        switch transaction {
        case .invoke(let invoke):
            accountDeploymentData = invoke.accountDeploymentData
            proofFacts = invoke.proofFacts
        case .declare(let declaration): accountDeploymentData = declaration.accountDeploymentData
        case .deployAccount, .l1Handler: break
        }
    }
}
