//! An account with one STARK key: SNIP-6, multicalls, and the validation entry points of the protocol.

use starknet::account::Call;

#[starknet::interface]
trait IAccount<TState> {
    fn __validate__(ref self: TState, calls: Array<Call>) -> felt252;
    fn __execute__(ref self: TState, calls: Array<Call>) -> Array<Span<felt252>>;
    fn __validate_declare__(self: @TState, class_hash: felt252) -> felt252;
    fn __validate_deploy__(
        self: @TState, class_hash: felt252, contract_address_salt: felt252, public_key: felt252,
    ) -> felt252;
    /// 'VALID' if the signature is by the account's key, else 0.
    fn is_valid_signature(self: @TState, hash: felt252, signature: Array<felt252>) -> felt252;
    fn supports_interface(self: @TState, interface_id: felt252) -> bool;
    fn get_public_key(self: @TState) -> felt252;
    /// Changes the key; only the account itself may call it.
    fn set_public_key(ref self: TState, new_public_key: felt252);
}

#[starknet::contract(account)]
mod Account {
    use core::ecdsa::check_ecdsa_signature;
    use starknet::account::Call;
    use starknet::storage::{StoragePointerReadAccess, StoragePointerWriteAccess};
    use starknet::syscalls::call_contract_syscall;
    use starknet::{SyscallResultTrait, get_caller_address, get_contract_address, get_tx_info};

    /// What is added to the version of a transaction that is only simulated.
    const QUERY_VERSION: felt252 = 0x100000000000000000000000000000000;
    const SNIP5_ID: felt252 = 0x3f918d17e5ee77373b56385708f855659a07f75997f365cf87748628532a055;
    const SNIP6_ID: felt252 = 0x2ceccef7f994940b3962a6c67e0ba4fcd37df7d131417c604f91e03caecc1cd;

    #[storage]
    struct Storage {
        Account_public_key: felt252,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
        KeyChanged: KeyChanged,
    }

    #[derive(Drop, starknet::Event)]
    struct KeyChanged {
        #[key]
        old_key: felt252,
        #[key]
        new_key: felt252,
    }

    #[constructor]
    fn constructor(ref self: ContractState, public_key: felt252) {
        change_key(ref self, public_key);
    }

    #[abi(embed_v0)]
    impl AccountImpl of super::IAccount<ContractState> {
        fn __validate__(ref self: ContractState, calls: Array<Call>) -> felt252 {
            check_transaction(@self)
        }

        fn __execute__(ref self: ContractState, calls: Array<Call>) -> Array<Span<felt252>> {
            let caller: felt252 = get_caller_address().into();
            assert(caller == 0, 'only the protocol executes');
            // Nobody validates a meta transaction: there the caller is zero too, and the version is zero, or that of a query.
            let version = get_tx_info().version;
            assert(version != 0 && version != QUERY_VERSION, 'meta transactions are refused');
            let mut results = array![];
            for call in calls {
                let Call { to, selector, calldata } = call;
                results.append(call_contract_syscall(to, selector, calldata).unwrap_syscall());
            }
            results
        }

        fn __validate_declare__(self: @ContractState, class_hash: felt252) -> felt252 {
            check_transaction(self)
        }

        fn __validate_deploy__(
            self: @ContractState,
            class_hash: felt252,
            contract_address_salt: felt252,
            public_key: felt252,
        ) -> felt252 {
            check_transaction(self)
        }

        fn is_valid_signature(
            self: @ContractState, hash: felt252, signature: Array<felt252>,
        ) -> felt252 {
            if is_signed(self, hash, signature.span()) {
                starknet::VALIDATED
            } else {
                0
            }
        }

        fn supports_interface(self: @ContractState, interface_id: felt252) -> bool {
            interface_id == SNIP6_ID || interface_id == SNIP5_ID
        }

        fn get_public_key(self: @ContractState) -> felt252 {
            self.Account_public_key.read()
        }

        fn set_public_key(ref self: ContractState, new_public_key: felt252) {
            assert(get_caller_address() == get_contract_address(), 'only the account itself');
            change_key(ref self, new_public_key);
        }
    }

    fn change_key(ref self: ContractState, new_key: felt252) {
        assert(new_key != 0, 'the key is zero');
        let old_key = self.Account_public_key.read();
        self.Account_public_key.write(new_key);
        self.emit(KeyChanged { old_key, new_key });
    }

    fn is_signed(self: @ContractState, hash: felt252, signature: Span<felt252>) -> bool {
        if signature.len() != 2 {
            return false;
        }
        check_ecdsa_signature(hash, self.Account_public_key.read(), *signature[0], *signature[1])
    }

    fn check_transaction(self: @ContractState) -> felt252 {
        let info = get_tx_info().unbox();
        assert(is_signed(self, info.transaction_hash, info.signature), 'bad signature');
        starknet::VALIDATED
    }
}
