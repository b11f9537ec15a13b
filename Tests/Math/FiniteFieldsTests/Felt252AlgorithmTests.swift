import ByteCoding
import Determinism
import FiniteFields
import Testing

/// The faster algorithms of the Stark field against plain ones.
@Suite struct Felt252AlgorithmTests {
    static func random(_ generator: inout SplitMix64) -> Felt252 {
        Felt252(reducing: generator.next(), generator.next(), generator.next(), generator.next())
    }

    @Test func `inversion by division steps equals Fermat's power`() {
        var generator = SplitMix64(seed: 1)
        let exponent = Felt252.modulus.subtracting(2).difference
        var elements: [Felt252] = (0..<64).map { Felt252(UInt64($0)) }
        elements += (0..<251).map { Felt252(2).power(UInt64($0)) }
        elements += elements.map { -$0 }
        elements += (0..<200).map { _ in Self.random(&generator) }
        for x in elements { #expect(x.inverse == x.power(exponent), "\(x)") }
    }

    @Test func `batch inversion keeps zeros and inverts the rest`() {
        var generator = SplitMix64(seed: 2)
        for count in [0, 1, 2, 7, 40] {
            let values = (0..<count).map { $0 % 3 == 1 ? Felt252.zero : Self.random(&generator) }
            var inverted = values
            Felt252.invert(&inverted)
            #expect(inverted == values.map(\.inverse))
        }
    }

    @Test func `squares have roots, three times a square has none`() {
        var generator = SplitMix64(seed: 3)
        #expect(Felt252.zero.squareRoot == .zero)
        for _ in 0..<200 {
            let x = Self.random(&generator)
            guard let root = x.squared.squareRoot else {
                Issue.record("no root of the square of \(x)")
                continue
            }
            #expect(root == x || root == -x)
            if !x.isZero { #expect((x.squared * 3).squareRoot == nil, "\(x)") }
        }
        // Roots of unity of every order 2^k exercise each window of the logarithm.
        var root = Felt252(3).power(0x0800_0000_0000_0011)
        for _ in 0..<192 {
            let square = root.squared
            #expect(square.squareRoot.map { $0 * $0 } == square)
            root = square
        }
        #expect(root == .one)
    }

    @Test func `lazy sums give the same elements after reduction`() {
        var generator = SplitMix64(seed: 4)
        let edges: [Felt252] = [0, 1, Felt252(signed: -1), Felt252(limbs: 0, 0, 0, 1 << 59)!]
        let elements = edges + (0..<20).map { _ in Self.random(&generator) }
        for x in elements {
            #expect(x.squared == x * x)
            for y in elements {
                let lazy = x.lazy.doubled + y.lazy
                #expect(lazy.canonical == x + x + y)
                #expect(lazy.weak.canonicalFromWeak == x + x + y)
                #expect(x.lazy.minus(y.lazy, multiple: 1).canonical == x - y)
                #expect(x.lazy.minus(y.lazy.doubled.doubled, multiple: 8).canonical == x - y - y - y - y)
                #expect(lazy * (y.lazy.doubled.doubled + y.lazy) == (x + x + y) * (y + y + y + y + y))
                #expect(lazy.squared == (x + x + y) * (x + x + y))
                // The largest sum that still fits: 31 p.
                var sum = x.lazy
                for _ in 0..<30 { sum = sum + y.lazy }
                #expect(sum.canonical == x + y * 30)
            }
        }
    }

    // The modulus in decimal, from the Cairo documentation.
    @Test func `decimal text is read and written strictly`() {
        let modulus = "3618502788666131213697322783095070105623107215331596699973092056135872020481"
        let last = "3618502788666131213697322783095070105623107215331596699973092056135872020480"
        #expect(Felt252(decimal: modulus) == nil)
        #expect(Felt252(decimal: last) == -Felt252.one)
        #expect((-Felt252.one).decimal == last)
        #expect(Felt252(decimal: String(repeating: "9", count: 80)) == nil)
        #expect(Felt252(decimal: "") == nil)
        #expect(Felt252(decimal: "-1") == nil)
        #expect(Felt252(decimal: "0x1") == nil)
        #expect(Felt252.zero.decimal == "0")
        var generator = SplitMix64(seed: 5)
        for _ in 0..<50 {
            let x = Self.random(&generator)
            #expect(Felt252(decimal: x.decimal) == x)
            #expect(Felt252(hex: x.hex) == x)
            #expect(Felt252(bigEndianBytes: x.bigEndianBytes) == x)
            #expect(Felt252(UInt256(x)) == x)
        }
    }

    @Test func `felts are coded as 32 big-endian bytes, canonical only`() throws {
        var writer = ByteWriter()
        writer.felt(Felt252(signed: -1))
        writer.felts([1, 2])
        var reader = ByteReader(writer.bytes)
        #expect(try reader.felt() == Felt252(signed: -1))
        #expect(try reader.felts(max: 2) == [1, 2])
        try reader.finish()
        #expect(throws: ByteCodingError.notCanonical) {
            var reader = ByteReader(Felt252.modulus.bigEndianBytes)
            _ = try reader.felt()
        }
    }

    @Test func `UInt256 windows read across words`() {
        let x = UInt256(0x8000_0000_0000_0001, 0x3, 0, 0xf000_0000_0000_0000)
        #expect(x.window(at: 60, width: 8) == 0x38)
        #expect(x.window(at: 0, width: 1) == 1)
        #expect(x.window(at: 252, width: 12) == 0xf)
        #expect(x.window(at: 256, width: 4) == 0)
        #expect(x.bitWidth == 256)
        #expect(UInt256(bigEndianBytes: x.bigEndianBytes) == x)
        #expect(x.shiftedRight(by: 4) == UInt256(0x3800_0000_0000_0000, 0, 0, 0x0f00_0000_0000_0000))
        #expect(UInt256(low: x.low, high: x.high) == x)
    }
}
