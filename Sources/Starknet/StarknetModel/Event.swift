public import FiniteFields

/// An event, as it stands in a receipt.
public struct Event: Hashable, Sendable {
    /// The contract that emitted it.
    public var from: ContractAddress
    /// What it can be searched by; the first is usually the selector of its name.
    public var keys: [Felt252]
    /// The rest.
    public var data: [Felt252]

    /// An event of the contract `from`.
    public init(from: ContractAddress, keys: [Felt252], data: [Felt252]) {
        self.from = from
        self.keys = keys
        self.data = data
    }
}

/// A message to the settlement layer.
public struct MessageToL1: Hashable, Sendable {
    /// The contract that sent it.
    public var from: ContractAddress
    /// The receiver, below 2^160 on Ethereum.
    public var to: Felt252
    /// The content.
    public var payload: [Felt252]

    /// A message from the contract `from`.
    public init(from: ContractAddress, to: Felt252, payload: [Felt252]) {
        self.from = from
        self.to = to
        self.payload = payload
    }
}
