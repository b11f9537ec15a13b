//! Deploys any declared class for anyone, to the addresses that clients of public networks compute: caller and salt are
//! mixed by Pedersen.

use starknet::{ClassHash, ContractAddress};

#[starknet::interface]
trait IPedersenDeployer<TState> {
    /// When `not_from_zero` is set, the address depends on the caller and on this contract;
    /// otherwise on class, salt and arguments alone.
    fn deploy_contract(
        ref self: TState,
        class_hash: ClassHash,
        salt: felt252,
        not_from_zero: bool,
        calldata: Span<felt252>,
    ) -> ContractAddress;
    /// The older name of the same.
    fn deployContract(
        ref self: TState,
        classHash: ClassHash,
        salt: felt252,
        notFromZero: bool,
        calldata: Span<felt252>,
    ) -> ContractAddress;
}

#[starknet::contract]
mod PedersenDeployer {
    use core::pedersen::pedersen;
    use starknet::syscalls::deploy_syscall;
    use starknet::{ClassHash, ContractAddress, SyscallResultTrait, get_caller_address};

    #[storage]
    struct Storage {}

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
        ContractDeployed: ContractDeployed,
    }

    #[derive(Drop, starknet::Event)]
    struct ContractDeployed {
        address: ContractAddress,
        deployer: ContractAddress,
        not_from_zero: bool,
        class_hash: ClassHash,
        calldata: Span<felt252>,
        salt: felt252,
    }

    #[abi(embed_v0)]
    impl PedersenDeployerImpl of super::IPedersenDeployer<ContractState> {
        fn deploy_contract(
            ref self: ContractState,
            class_hash: ClassHash,
            salt: felt252,
            not_from_zero: bool,
            calldata: Span<felt252>,
        ) -> ContractAddress {
            deploy(ref self, class_hash, salt, not_from_zero, calldata)
        }

        fn deployContract(
            ref self: ContractState,
            classHash: ClassHash,
            salt: felt252,
            notFromZero: bool,
            calldata: Span<felt252>,
        ) -> ContractAddress {
            deploy(ref self, classHash, salt, notFromZero, calldata)
        }
    }

    fn deploy(
        ref self: ContractState,
        class_hash: ClassHash,
        salt: felt252,
        not_from_zero: bool,
        calldata: Span<felt252>,
    ) -> ContractAddress {
        let deployer = get_caller_address();
        let used_salt = if not_from_zero {
            pedersen(deployer.into(), salt)
        } else {
            salt
        };
        let (address, _) = deploy_syscall(class_hash, used_salt, calldata, !not_from_zero)
            .unwrap_syscall();
        self
            .emit(
                ContractDeployed { address, deployer, not_from_zero, class_hash, calldata, salt },
            );
        address
    }
}
