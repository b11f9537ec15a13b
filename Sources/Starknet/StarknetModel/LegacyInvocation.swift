public import FiniteFields
import HashFunctions

/// An invocation of version 0. None is sent any more; accounts of that time still check signatures of its hash, inside a meta
/// transaction (EXEC §3.10).
public struct LegacyInvocation: Hashable, Sendable {
    /// The account.
    public var contractAddress: Felt252
    public var entryPointSelector: Felt252
    public var calldata: [Felt252]
    public var maxFee: Felt252

    /// An invocation of a function of `contractAddress`.
    public init(contractAddress: Felt252, entryPointSelector: Felt252, calldata: [Felt252], maxFee: Felt252 = .zero) {
        self.contractAddress = contractAddress
        self.entryPointSelector = entryPointSelector
        self.calldata = calldata
        self.maxFee = maxFee
    }

    /// The version of a query, which is never kept: bit 128.
    public static var queryVersion: Felt252 { Felt252(reducing: 0, 0, 1, 0) }

    /// The transaction hash on the chain `chainID` (EXEC §2.5).
    public func hash(chainID: Felt252, isQuery: Bool = false) -> Felt252 {
        Pedersen.hash(list: [
            Felt252(ascii: "invoke"), isQuery ? Self.queryVersion : .zero, contractAddress, entryPointSelector,
            Pedersen.hash(list: calldata), maxFee, chainID,
        ])
    }
}
