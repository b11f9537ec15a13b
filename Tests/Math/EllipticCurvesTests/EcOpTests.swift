import Determinism
import EllipticCurves
import FiniteFields
import Testing

@Suite struct EcOpTests {
    static let g = StarkCurve.generator

    /// All ways of computing must agree, also where the builtin fails.
    func check(_ p: AffinePoint, _ m: Felt252, _ q: AffinePoint, _ cache: inout EcOpCache) -> AffinePoint? {
        let plain = PlainCurve.ecOp(p, m, q)
        #expect(StarkCurve.ecOp(p, m, q) == plain, "\(p) \(m) \(q)")
        #expect(StarkCurve.ecOp(p, m, PointDoublings(q)) == plain, "\(p) \(m) \(q)")
        for _ in 0..<3 { #expect(cache.ecOp(p, m, q) == plain, "\(p) \(m) \(q)") }
        return plain
    }

    // cairo-vm's example program ec_op.cairo.
    @Test func `the reference machine's example comes out`() throws {
        let p = AffinePoint(
            x: try #require(Felt252(hex: "0x6a4beaef5a93425b973179cdba0c9d42f30e01a5f1e2db73da0884b8d6756fc")),
            y: try #require(Felt252(hex: "0x72565ec81bc09ff53fbfad99324a92aa5b39fb58267e395e8abe36290ebf24f")))
        let q = AffinePoint(
            x: try #require(Felt252(hex: "0x654fd7e67a123dd13868093b3b7777f1ffef596c2e324f25ceaf9146698482c")),
            y: try #require(Felt252(hex: "0x4fad269cbf860980e38768fe9cb6b0b9ab03ee3fe84cfde2eccce597c874fd8")))
        let r = AffinePoint(
            x: try #require(
                Felt252(decimal: "108925483682366235368969256555281508851459278989259552980345066351008608800")),
            y: try #require(
                Felt252(decimal: "1592365885972480102953613056006596671718206128324372995731808913669237079419")))
        var cache = EcOpCache(countMax: 2)
        #expect(check(p, 34, q, &cache) == r)
    }

    @Test func `every small case around the degenerate rule agrees with the plain loop`() throws {
        var cache = EcOpCache(countMax: 3)
        var failures = 0, successes = 0
        // p = a·g, q = b·g and small m: sums meet 2^i·q, its negative, or neither.
        for a in -9...9 where a != 0 {
            for b in [1, 2, 3, -1] {
                for m in 0...9 {
                    let p = try #require(PlainCurve.multiply(a < 0 ? -Self.g : Self.g, UInt256(UInt64(abs(a)))))
                    let q = try #require(PlainCurve.multiply(b < 0 ? -Self.g : Self.g, UInt256(UInt64(abs(b)))))
                    if check(p, Felt252(UInt64(m)), q, &cache) == nil { failures += 1 } else { successes += 1 }
                }
            }
        }
        #expect(failures > 100 && successes > 100)
    }

    @Test func `a zero scalar never fails, a zero bit below the top one can`() {
        #expect(StarkCurve.ecOp(Self.g, 0, Self.g) == Self.g)
        #expect(StarkCurve.ecOp(Self.g, 2, Self.g) == nil)
        #expect(StarkCurve.ecOp(-Self.g, 2, Self.g) == nil)
    }

    @Test func `random and extreme scalars agree with the plain loop`() {
        var generator = SplitMix64(seed: 1)
        var cache = EcOpCache(countMax: 2)
        let extremes: [Felt252] = [1, Felt252(signed: -1), Felt252(StarkOrder.modulus)!, Felt252(signed: -2)]
        for round in 0..<8 {
            let p = StarkCurveTests.randomPoint(&generator), q = StarkCurveTests.randomPoint(&generator)
            let random = Felt252(StarkCurveTests.randomScalar(&generator))!
            #expect(check(p, round < 4 ? extremes[round] : random, q, &cache) != nil)
        }
    }
}
