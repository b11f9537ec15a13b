import Determinism
import Testing

struct SplitMix64Tests {
    /// From the reference code of the paper's authors (Vigna's `splitmix64.c`).
    @Test func `the numbers of a seed are the reference's`() {
        var random = SplitMix64(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect((0..<5).map { _ in random.next() } == expected)
    }

    @Test func `numbers stay in their range and reach its ends`() {
        var random = SplitMix64(seed: 1)
        let numbers = Set((0..<1_000).map { _ in random.number(in: -2...3) })
        #expect(numbers == Set(-2...3))
        #expect((0..<100).allSatisfy { _ in !random.chance(percent: 0) && random.chance(percent: 100) })
    }
}
