public import FiniteFields
import HashFunctions

/// What every transaction sent by an account carries (version 3, EXEC §2.6).
public struct AccountFields: Hashable, Sendable {
    /// How many transactions the account sent before.
    public var nonce: Felt252
    /// What the account's `__validate…__` checks; two felts for a plain STARK signature.
    public var signature: [Felt252]
    /// The largest amounts and prices.
    public var resourceBounds: AllResourceBounds
    /// Extra fri per unit of L2 gas.
    public var tip: UInt64
    /// Reserved by the protocol; must be empty to be accepted.
    public var paymasterData: [Felt252]
    /// Where the nonce is published.
    public var nonceDataAvailabilityMode: DataAvailabilityMode
    /// Where the fee is published.
    public var feeDataAvailabilityMode: DataAvailabilityMode

    /// Fields with the given values; what is left out is empty, zero or L1.
    public init(
        nonce: Felt252, signature: [Felt252] = [], resourceBounds: AllResourceBounds, tip: UInt64 = 0,
        paymasterData: [Felt252] = [], nonceDataAvailabilityMode: DataAvailabilityMode = .l1,
        feeDataAvailabilityMode: DataAvailabilityMode = .l1
    ) {
        self.nonce = nonce
        self.signature = signature
        self.resourceBounds = resourceBounds
        self.tip = tip
        self.paymasterData = paymasterData
        self.nonceDataAvailabilityMode = nonceDataAvailabilityMode
        self.feeDataAvailabilityMode = feeDataAvailabilityMode
    }

    /// `nonce_mode << 32 | fee_mode`.
    var dataAvailabilityFelt: Felt252 {
        Felt252(UInt64(nonceDataAvailabilityMode.rawValue) << 32 | UInt64(feeDataAvailabilityMode.rawValue))
    }

    /// The part FEE of the transaction hash (EXEC §2.5).
    var feeHash: Felt252 {
        let names = AllResourceBounds.names
        return Poseidon.hash(list: [
            Felt252(tip), resourceBounds.l1Gas.encoded(name: names.0), resourceBounds.l2Gas.encoded(name: names.1),
            resourceBounds.l1DataGas.encoded(name: names.2),
        ])
    }

    /// The hash of a version 3 transaction: the common head and the given tail.
    func hash(prefix: StaticString, sender: Felt252, chainID: Felt252, isQuery: Bool, tail: [Felt252]) -> Felt252 {
        let version = isQuery ? Felt252(reducing: 3, 0, 1, 0) : Felt252(3 as UInt64)
        return Poseidon.hash(
            list: [
                Felt252(ascii: prefix), version, sender, feeHash, Poseidon.hash(list: paymasterData), chainID, nonce,
                dataAvailabilityFelt,
            ] + tail)
    }
}
