public import StarknetModel

extension Transaction {
    /// What every node demands of the fields themselves before it looks at any state, and every verifier after it
    /// (EXEC §1.7): lists within their limits, nothing in the places that the protocol reserves.
    public func checkFields() throws(TransactionRejection) {
        switch self {
        case .invoke(let invoke):
            guard invoke.calldata.count <= ProtocolConstants.calldataMax else { throw .tooLong(.calldata) }
            try invoke.account.checkFields()
            guard invoke.accountDeploymentData.isEmpty else { throw .fieldNotSupported(.accountDeploymentData) }
            guard invoke.proofFacts.isEmpty else { throw .fieldNotSupported(.proofFacts) }
        case .declare(let declaration):
            try declaration.account.checkFields()
            guard declaration.accountDeploymentData.isEmpty else { throw .fieldNotSupported(.accountDeploymentData) }
        case .deployAccount(let deployment):
            guard deployment.constructorCalldata.count <= ProtocolConstants.calldataMax else {
                throw .tooLong(.calldata)
            }
            try deployment.account.checkFields()
        case .l1Handler(let handler):
            // The sender on L1, then the payload.
            guard let sender = handler.calldata.first, sender.isL1Address else { throw .fieldNotSupported(.calldata) }
            guard handler.calldata.count <= ProtocolConstants.calldataMax else { throw .tooLong(.calldata) }
        }
    }
}

extension AccountFields {
    fileprivate func checkFields() throws(TransactionRejection) {
        guard signature.count <= ProtocolConstants.signatureMax else { throw .tooLong(.signature) }
        guard paymasterData.isEmpty else { throw .fieldNotSupported(.paymasterData) }
        guard nonceDataAvailabilityMode == .l1 else { throw .fieldNotSupported(.nonceDataAvailabilityMode) }
        guard feeDataAvailabilityMode == .l1 else { throw .fieldNotSupported(.feeDataAvailabilityMode) }
    }
}
