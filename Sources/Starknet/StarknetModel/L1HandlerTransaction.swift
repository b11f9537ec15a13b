public import FiniteFields
import HashFunctions

/// The consumption of a message from the settlement layer by an L1 handler (version 0, EXEC §3.7).
public struct L1HandlerTransaction: Hashable, Sendable {
    /// The contract that handles the message.
    public var contractAddress: ContractAddress
    /// The handler.
    public var entryPointSelector: Felt252
    /// The sender on the settlement layer, then the payload.
    public var calldata: [Felt252]
    /// The message's number.
    public var nonce: Felt252

    /// A message for `contractAddress`.
    public init(contractAddress: ContractAddress, entryPointSelector: Felt252, calldata: [Felt252], nonce: Felt252) {
        self.contractAddress = contractAddress
        self.entryPointSelector = entryPointSelector
        self.calldata = calldata
        self.nonce = nonce
    }

    /// The transaction hash on the chain `chainID` (EXEC §2.5).
    public func hash(chainID: Felt252) -> Felt252 {
        Pedersen.hash(list: [
            Felt252(ascii: "l1_handler"), .zero, contractAddress.felt, entryPointSelector,
            Pedersen.hash(list: calldata), .zero, chainID, nonce,
        ])
    }
}
