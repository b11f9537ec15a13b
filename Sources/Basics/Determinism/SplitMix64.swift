/// Randomness from a seed (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014): the same
/// seed gives the same numbers on every machine. For tests, simulations and jitter; never for keys.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    /// True with a probability of `percent` in a hundred.
    public mutating func chance(percent: Int) -> Bool { Int(next() % 100) < percent }

    /// A number of a closed range that is not wider than 2^63.
    public mutating func number(in range: ClosedRange<Int>) -> Int {
        let width = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(next() % width)
    }
}
