/// Where the price of L2 gas of a chain's blocks comes from.
public enum GasPriceRule: UInt8, Hashable, Sendable, CaseIterable {
    /// It is that of genesis for ever.
    case constant
    /// It follows from the block before: its price, and how much L2 gas it used.
    case usage

    /// The rule's name in a genesis file.
    public var name: StaticString {
        switch self {
        case .constant: "constant"
        case .usage: "usage"
        }
    }
}
