public import FiniteFields
import HashFunctions

/// A call of an account's `__execute__`: the INVOKE transaction of version 3 (EXEC §2.6).
public struct InvokeTransaction: Hashable, Sendable {
    /// The account.
    public var sender: ContractAddress
    /// The calldata of both `__validate__` and `__execute__`.
    public var calldata: [Felt252]
    /// Nonce, signature, bounds.
    public var account: AccountFields
    /// Reserved by the protocol; must be empty to be accepted.
    public var accountDeploymentData: [Felt252]
    /// What client-side proofs of this transaction are about; empty for ordinary transactions.
    public var proofFacts: [Felt252]

    /// An invocation of `sender`.
    public init(
        sender: ContractAddress, calldata: [Felt252], account: AccountFields, accountDeploymentData: [Felt252] = [],
        proofFacts: [Felt252] = []
    ) {
        self.sender = sender
        self.calldata = calldata
        self.account = account
        self.accountDeploymentData = accountDeploymentData
        self.proofFacts = proofFacts
    }

    /// The transaction hash on the chain `chainID` (EXEC §2.5); `isQuery` for transactions meant to be simulated only.
    public func hash(chainID: Felt252, isQuery: Bool = false) -> Felt252 {
        var tail = [Poseidon.hash(list: accountDeploymentData), Poseidon.hash(list: calldata)]
        if !proofFacts.isEmpty { tail.append(Poseidon.hash(list: proofFacts)) }
        return account.hash(prefix: "invoke", sender: sender.felt, chainID: chainID, isQuery: isQuery, tail: tail)
    }
}
