import Determinism
import EllipticCurves
import FiniteFields
import HashFunctions
import Testing

/// The fast forms against plain ones, on edges and on random input.
@Suite struct FastPathTests {
    static let edges: [Felt252] = [
        0, 1, 2, Felt252(signed: -1), Felt252(signed: -2), Felt252(limbs: .max, .max, .max, 1 << 56 - 1)!,
        Felt252(limbs: 0, 0, 0, 1 << 56)!,
        Felt252(limbs: 0, 0, 0, 1 << 59)!, Felt252(limbs: .max, .max, .max, 1 << 59 - 1)!,
    ]

    static func random(_ generator: inout SplitMix64) -> Felt252 {
        Felt252(reducing: generator.next(), generator.next(), generator.next(), generator.next())
    }

    @Test func `the Hades permutation equals its plain form`() {
        var generator = SplitMix64(seed: 1)
        func check(_ a: Felt252, _ b: Felt252, _ c: Felt252) {
            let fast = Poseidon.permute(a, b, c)
            #expect([fast.0, fast.1, fast.2] == PlainHades.permute([a, b, c]), "\(a) \(b) \(c)")
        }
        for a in Self.edges { for b in Self.edges { check(a, b, Self.edges[(a == b ? 3 : 1)]) } }
        for _ in 0..<200 { check(Self.random(&generator), Self.random(&generator), Self.random(&generator)) }
    }

    /// The definition: the shift point plus multiples of four fixed points.
    static func plainPedersen(_ a: Felt252, _ b: Felt252) -> Felt252 {
        let texts = [
            "0x49ee3eba8c1600700ee1b87eb599f16716b0b1022947733551fde4050ca6804",
            "0x234287dcbaffe7f969c748655fca9e58fa8120b6d56eb0c1080d17957ebe47b",
            "0x4fa56f376c83db33f9dab2656558f3399099ec1de5e3018b7a6932dba8aa378",
            "0x4ba4cc166be8dec764910f75b45f74b40c690c74709e90f3aa372f0bd2d6997",
            "0x54302dcb0e6cc1c6e44cca8f61a63bb2ca65048d53fb325d36ff12c49a58202",
        ]
        // The published points are the ones whose y is listed in cairo-lang; their parity decides which root.
        let yIsOdd = [false, true, true, false, false]
        let points = zip(texts, yIsOdd).map { text, isOdd in
            let point = StarkCurve.point(x: Felt252(hex: text)!)!
            return (point.y.limbs.0 & 1 == 1) == isOdd ? point : -point
        }
        func parts(_ felt: Felt252) -> (UInt256, UInt256) {
            let v = UInt256(felt)
            return (UInt256(v.a, v.b, v.c, v.d & (1 << 56 - 1)), UInt256(v.d >> 56))
        }
        let (al, ah) = parts(a), (bl, bh) = parts(b)
        var sum: AffinePoint? = points[0]
        for (point, scalar) in [(points[1], al), (points[2], ah), (points[3], bl), (points[4], bh)] {
            sum = StarkCurve.sum(sum, StarkCurve.multiply(point, scalar).affine)
        }
        return sum!.x
    }

    @Test func `Pedersen by tables equals the definition`() {
        var generator = SplitMix64(seed: 2)
        for a in Self.edges { for b in Self.edges { #expect(Pedersen.hash(a, b) == Self.plainPedersen(a, b)) } }
        for _ in 0..<30 {
            let a = Self.random(&generator), b = Self.random(&generator)
            #expect(Pedersen.hash(a, b) == Self.plainPedersen(a, b))
        }
    }

    @Test(arguments: [0, 1, 2, 3, 4, 15, 16, 17, 33])
    func `a batch of Pedersen hashes equals the single hashes`(count: Int) {
        var generator = SplitMix64(seed: 3)
        var pairs = (0..<count).map { _ in (Self.random(&generator), Self.random(&generator)) }
        for index in pairs.indices where index % 3 == 0 {
            pairs[index] = (Self.edges[index % Self.edges.count], Self.edges[index / 3 % Self.edges.count])
        }
        #expect(Pedersen.hashPairs(pairs) == pairs.map { Pedersen.hash($0.0, $0.1) })
    }

    @Test func `the sponge equals the padded list hash`() {
        var state: [Felt252] = [0, 0, 0]
        let list: [Felt252] = [5, 6, 7, 8, 9]
        for pair in [[5, 6], [7, 8], [9, 1]] as [[Felt252]] {
            state = PlainHades.permute([state[0] + pair[0], state[1] + pair[1], state[2]])
        }
        #expect(Poseidon.hash(list: list) == state[0])
        state = [0, 0, 0]
        for pair in [[5, 6], [7, 8], [1, 0]] as [[Felt252]] {
            state = PlainHades.permute([state[0] + pair[0], state[1] + pair[1], state[2]])
        }
        #expect(Poseidon.hash(list: list.dropLast()) == state[0])
    }
}
