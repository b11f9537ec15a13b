import FiniteFields
import Testing

@testable import SierraModel

struct SierraIntegerTests {
    @Test func `sums and differences carry their sign`() {
        let word = SierraInteger.u128Bound
        #expect(word - word == 0)
        #expect((word - word).isNegative == false)
        #expect(word - (word + 1) == -1)
        #expect(-word + 1 == -(word - 1))
        #expect(-3 + SierraInteger(5) == 2)
        #expect(SierraInteger(2) - 5 == -3)
    }

    @Test func `integers are ordered by sign, then by magnitude`() {
        let rising: [SierraInteger] = [-.prime, -.u128Bound, -1, 0, 1, .u128Bound, .prime]
        #expect(rising.sorted() == rising)
        #expect(rising.shuffled().sorted() == rising)
    }

    @Test func `a negative integer stands for the felt below the prime`() {
        #expect(SierraInteger(-1).felt == Felt252.zero - 1)
        #expect(SierraInteger.prime.felt == Felt252.zero)
        #expect((-SierraInteger.u128Bound).felt + SierraInteger.u128Bound.felt == Felt252.zero)
    }

    @Test func `an integer becomes a machine integer only if it fits`() {
        #expect(SierraInteger(Int.min).exactly(Int.self) == .min)
        #expect(SierraInteger(-129).exactly(Int8.self) == nil)
        #expect(SierraInteger(-128).exactly(Int8.self) == -128)
        #expect(SierraInteger(-1).exactly(UInt64.self) == nil)
        #expect(SierraInteger.u128Bound.exactly(UInt128.self) == nil)
        #expect((SierraInteger.u128Bound - 1).exactly(UInt128.self) == .max)
    }

    @Test func `products beyond 256 bits are none`() {
        #expect(SierraInteger.powerOfTwo(127).times(.powerOfTwo(128)) == .powerOfTwo(255))
        #expect(SierraInteger.powerOfTwo(128).times(.powerOfTwo(128)) == nil)
        #expect(SierraInteger(-3).times(5) == -15)
    }

    @Test func `division leaves a remainder below the divisor`() {
        let (quotient, remainder) = SierraInteger.prime.divided(by: .u128Bound - 1)
        #expect(quotient.times(.u128Bound - 1).map { $0 + remainder } == .prime)
        #expect(remainder < .u128Bound - 1)
    }
}
