public import FiniteFields
import HashFunctions

extension ContractAddress {
    /// The address of a contract (EXEC §2.1): a Pedersen hash of deployer, salt, class and constructor arguments.
    ///
    /// `deployer` is zero for accounts that deploy themselves and for `deploy_from_zero`.
    public init(
        deployedBy deployer: ContractAddress, salt: Felt252, classHash: ClassHash, constructorCalldata: [Felt252]
    ) {
        let hash = Pedersen.hash(list: [
            Felt252(ascii: "STARKNET_CONTRACT_ADDRESS"), deployer.felt, salt, classHash.felt,
            Pedersen.hash(list: constructorCalldata),
        ])
        self.init(unchecked: hash.reducedToAddressBound)
    }
}
