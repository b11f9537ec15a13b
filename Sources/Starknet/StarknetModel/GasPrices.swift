public import FiniteFields
import HashFunctions

/// The price of one unit of a resource, in both fee tokens' smallest units.
public struct GasPrice: Hashable, Sendable {
    public var wei: UInt128
    public var fri: UInt128

    /// The given prices.
    public init(wei: UInt128, fri: UInt128) {
        self.wei = wei
        self.fri = fri
    }
}

/// The prices of a block (EXEC §2.8).
public struct GasPrices: Hashable, Sendable {
    public var l1Gas: GasPrice
    public var l1DataGas: GasPrice
    public var l2Gas: GasPrice

    /// The given prices.
    public init(l1Gas: GasPrice, l1DataGas: GasPrice, l2Gas: GasPrice) {
        self.l1Gas = l1Gas
        self.l1DataGas = l1DataGas
        self.l2Gas = l2Gas
    }

    /// The element of the block hash.
    public var hash: Felt252 {
        Poseidon.hash(list: [
            Felt252(ascii: "STARKNET_GAS_PRICES0"), Felt252(l1Gas.wei), Felt252(l1Gas.fri), Felt252(l1DataGas.wei),
            Felt252(l1DataGas.fri), Felt252(l2Gas.wei), Felt252(l2Gas.fri),
        ])
    }
}
