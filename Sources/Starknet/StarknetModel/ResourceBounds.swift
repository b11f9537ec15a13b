public import FiniteFields

/// What a transaction is willing to pay for one resource (EXEC §2.5).
public struct ResourceBounds: Hashable, Sendable {
    /// The largest amount, in units of the resource.
    public var maxAmount: UInt64
    /// The largest price of one unit, in fri.
    public var maxPricePerUnit: UInt128

    /// At most `maxAmount` units at no more than `maxPricePerUnit` fri each.
    public init(maxAmount: UInt64, maxPricePerUnit: UInt128) {
        self.maxAmount = maxAmount
        self.maxPricePerUnit = maxPricePerUnit
    }

    /// `name << 192 | max_amount << 128 | max_price`, the element of the fee hash.
    func encoded(name: UInt64) -> Felt252 {
        // Names are seven bytes, so the value is below 2^248 and canonical.
        Felt252(
            reducing: UInt64(truncatingIfNeeded: maxPricePerUnit), UInt64(truncatingIfNeeded: maxPricePerUnit >> 64),
            maxAmount, name)
    }
}

/// The bounds of the three resources a transaction pays for.
public struct AllResourceBounds: Hashable, Sendable {
    /// Gas on the settlement layer.
    public var l1Gas: ResourceBounds
    /// Gas of execution.
    public var l2Gas: ResourceBounds
    /// Gas of published data.
    public var l1DataGas: ResourceBounds

    /// Bounds for all three resources.
    public init(l1Gas: ResourceBounds, l2Gas: ResourceBounds, l1DataGas: ResourceBounds) {
        self.l1Gas = l1Gas
        self.l2Gas = l2Gas
        self.l1DataGas = l1DataGas
    }

    /// Resource names as they enter hashes, in order L1_GAS, L2_GAS, L1_DATA.
    static let names: (UInt64, UInt64, UInt64) = (0x4c31_5f47_4153, 0x4c32_5f47_4153, 0x4c_315f_4441_5441)

    /// The nine felts a contract sees: name, amount and price of L1_GAS, L2_GAS and L1_DATA (EXEC §3.11).
    public var executionInfoFelts: [Felt252] {
        [(Self.names.0, l1Gas), (Self.names.1, l2Gas), (Self.names.2, l1DataGas)].flatMap { name, bounds in
            [Felt252(name), Felt252(bounds.maxAmount), Felt252(bounds.maxPricePerUnit)]
        }
    }
}

/// Where a transaction's data is published.
public enum DataAvailabilityMode: UInt8, Hashable, Sendable {
    case l1 = 0
    case l2 = 1
}
