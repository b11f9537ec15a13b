public import FiniteFields
import HashFunctions

/// The deployment of an account that pays for itself: the DEPLOY_ACCOUNT transaction of version 3.
public struct DeployAccountTransaction: Hashable, Sendable {
    /// The class of the account.
    public var classHash: ClassHash
    /// Tells accounts of one class and constructor call apart.
    public var contractAddressSalt: Felt252
    /// The arguments of the constructor.
    public var constructorCalldata: [Felt252]
    /// Nonce, signature, bounds.
    public var account: AccountFields

    /// A deployment of `classHash`.
    public init(
        classHash: ClassHash, contractAddressSalt: Felt252, constructorCalldata: [Felt252], account: AccountFields
    ) {
        self.classHash = classHash
        self.contractAddressSalt = contractAddressSalt
        self.constructorCalldata = constructorCalldata
        self.account = account
    }

    /// The address the account will have.
    public var sender: ContractAddress {
        ContractAddress(
            deployedBy: .zero, salt: contractAddressSalt, classHash: classHash, constructorCalldata: constructorCalldata
        )
    }

    /// The transaction hash on the chain `chainID` (EXEC §2.5).
    public func hash(chainID: Felt252, isQuery: Bool = false) -> Felt252 {
        account.hash(
            prefix: "deploy_account", sender: sender.felt, chainID: chainID, isQuery: isQuery,
            tail: [Poseidon.hash(list: constructorCalldata), classHash.felt, contractAddressSalt])
    }
}
