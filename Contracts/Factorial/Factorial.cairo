//! Factorials in the Stark field: a view, and an entry point that keeps and announces its result.

#[starknet::interface]
trait IFactorial<TState> {
    /// The product of the numbers from 1 to n.
    fn factorial(self: @TState, n: u32) -> felt252;
    /// Computes the factorial of n, stores it as the last result and emits it.
    fn compute_factorial(ref self: TState, n: u32) -> felt252;
    /// The argument and the result of the last computation.
    fn last_result(self: @TState) -> (u32, felt252);
}

#[starknet::contract]
mod Factorial {
    use starknet::storage::{StoragePointerReadAccess, StoragePointerWriteAccess};

    #[storage]
    struct Storage {
        last_n: u32,
        last_value: felt252,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
        Computed: Computed,
    }

    #[derive(Drop, starknet::Event)]
    struct Computed {
        #[key]
        n: u32,
        value: felt252,
    }

    #[abi(embed_v0)]
    impl FactorialImpl of super::IFactorial<ContractState> {
        fn factorial(self: @ContractState, n: u32) -> felt252 {
            product(n)
        }

        fn compute_factorial(ref self: ContractState, n: u32) -> felt252 {
            let value = product(n);
            self.last_n.write(n);
            self.last_value.write(value);
            self.emit(Computed { n, value });
            value
        }

        fn last_result(self: @ContractState) -> (u32, felt252) {
            (self.last_n.read(), self.last_value.read())
        }
    }

    fn product(n: u32) -> felt252 {
        let mut value = 1;
        let mut left = n;
        while left != 0 {
            value *= left.into();
            left -= 1;
        }
        value
    }
}
