public import FiniteFields

/// A call through which a failure went.
public struct FailedCall: Sendable, Equatable {
    public var contract: Felt252
    public var classHash: Felt252
    public var selector: Felt252

    /// A call of a contract's entry point, run by a class.
    public init(contract: Felt252, classHash: Felt252, selector: Felt252) {
        self.contract = contract
        self.classHash = classHash
        self.selector = selector
    }
}
