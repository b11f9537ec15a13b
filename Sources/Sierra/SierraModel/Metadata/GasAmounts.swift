/// An amount of gas and counts of tokens, which a table prices when the code runs. Of 64 bits, also where an `Int` has 32: sums
/// of amounts below 2^31 are not below it.
public struct GasAmounts: Equatable, Sendable {
    /// Tokens by their raw value, then gas.
    var lanes: SIMD8<Int64>

    static let gasLane = 7

    init(_ lanes: SIMD8<Int64>) { self.lanes = lanes }

    /// Nothing.
    public init() { lanes = .zero }

    /// Only gas.
    public init(gas: Int64) {
        lanes = .zero
        lanes[GasAmounts.gasLane] = gas
    }

    /// These tokens and no gas.
    public init(_ tokens: TokenCounts) {
        lanes = .zero
        for token in CostToken.allCases { lanes[token.rawValue] = Int64(tokens[token]) }
    }

    public var gas: Int64 { lanes[GasAmounts.gasLane] }

    public subscript(token: CostToken) -> Int64 { lanes[token.rawValue] }

    public var hasNegative: Bool { lanes.min() < 0 }
    /// Counts of nothing but gas.
    public var hasTokens: Bool { CostToken.allCases.contains { self[$0] != 0 } }

    public static func + (x: GasAmounts, y: GasAmounts) -> GasAmounts { GasAmounts(x.lanes &+ y.lanes) }
    public static func - (x: GasAmounts, y: GasAmounts) -> GasAmounts { GasAmounts(x.lanes &- y.lanes) }

    static func least(_ x: GasAmounts, _ y: GasAmounts) -> GasAmounts { GasAmounts(pointwiseMin(x.lanes, y.lanes)) }
    static func most(_ x: GasAmounts, _ y: GasAmounts) -> GasAmounts { GasAmounts(pointwiseMax(x.lanes, y.lanes)) }

    /// Without what is below zero.
    var rectified: GasAmounts { .most(self, GasAmounts()) }

    /// Refused beyond 32 bits: calls of calls can double costs with each function.
    func checked() throws(SierraError) -> GasAmounts {
        let bound = Int64(Int32.max)
        guard lanes.max() <= bound, lanes.min() >= -bound else { throw .costOverflow }
        return self
    }
}
