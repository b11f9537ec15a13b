public import StarknetModel

extension InvokeTransaction {
    /// What every node demands of the fields themselves before it looks at any state, and every verifier after it
    /// (EXEC §1.7): lists within their limits, nothing in the places that the protocol reserves.
    public func checkFields() throws(TransactionRejection) {
        guard calldata.count <= ProtocolConstants.calldataMax else { throw .tooLong(.calldata) }
        guard account.signature.count <= ProtocolConstants.signatureMax else { throw .tooLong(.signature) }
        guard account.paymasterData.isEmpty else { throw .fieldNotSupported(.paymasterData) }
        guard accountDeploymentData.isEmpty else { throw .fieldNotSupported(.accountDeploymentData) }
        guard proofFacts.isEmpty else { throw .fieldNotSupported(.proofFacts) }
        guard account.nonceDataAvailabilityMode == .l1 else { throw .fieldNotSupported(.nonceDataAvailabilityMode) }
        guard account.feeDataAvailabilityMode == .l1 else { throw .fieldNotSupported(.feeDataAvailabilityMode) }
    }
}
