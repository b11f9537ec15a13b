public import FiniteFields
import HashFunctions

/// The registration of a class: the DECLARE transaction of version 3. The class itself travels beside it.
public struct DeclareTransaction: Hashable, Sendable {
    /// The account that pays.
    public var sender: ContractAddress
    /// The Sierra class.
    public var classHash: ClassHash
    /// What the Sierra class compiles to.
    public var compiledClassHash: CompiledClassHash
    /// Nonce, signature, bounds.
    public var account: AccountFields
    /// Reserved by the protocol; must be empty to be accepted.
    public var accountDeploymentData: [Felt252]

    /// A declaration of `classHash` by `sender`.
    public init(
        sender: ContractAddress, classHash: ClassHash, compiledClassHash: CompiledClassHash, account: AccountFields,
        accountDeploymentData: [Felt252] = []
    ) {
        self.sender = sender
        self.classHash = classHash
        self.compiledClassHash = compiledClassHash
        self.account = account
        self.accountDeploymentData = accountDeploymentData
    }

    /// The transaction hash on the chain `chainID` (EXEC §2.5).
    public func hash(chainID: Felt252, isQuery: Bool = false) -> Felt252 {
        account.hash(
            prefix: "declare", sender: sender.felt, chainID: chainID, isQuery: isQuery,
            tail: [Poseidon.hash(list: accountDeploymentData), classHash.felt, compiledClassHash.felt])
    }
}
