//! Fibonacci numbers in the Stark field: a view, and an entry point that keeps and announces its result.

#[starknet::interface]
trait IFibonacci<TState> {
    /// The number F(n) with F(0) = 0 and F(1) = 1.
    fn fibonacci(self: @TState, n: u32) -> felt252;
    /// Computes F(n), stores it as the last result and emits it.
    fn compute_fibonacci(ref self: TState, n: u32) -> felt252;
    /// The argument and the result of the last computation.
    fn last_result(self: @TState) -> (u32, felt252);
}

#[starknet::contract]
mod Fibonacci {
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
    impl FibonacciImpl of super::IFibonacci<ContractState> {
        fn fibonacci(self: @ContractState, n: u32) -> felt252 {
            number(n)
        }

        fn compute_fibonacci(ref self: ContractState, n: u32) -> felt252 {
            let value = number(n);
            self.last_n.write(n);
            self.last_value.write(value);
            self.emit(Computed { n, value });
            value
        }

        fn last_result(self: @ContractState) -> (u32, felt252) {
            (self.last_n.read(), self.last_value.read())
        }
    }

    fn number(n: u32) -> felt252 {
        let mut current = 0;
        let mut next = 1;
        let mut left = n;
        while left != 0 {
            let sum = current + next;
            current = next;
            next = sum;
            left -= 1;
        }
        current
    }
}
