import CairoAIR
import CairoWitness
import CirclePolynomials
import ConstraintSystems
import EllipticCurves
import FiniteFields
import HashFunctions
import PackedFields
import StarkProving
import Testing

@Suite struct PreprocessedTraceTests {
    /// The root that stwo-cairo's regression test of its preprocessed trace states (blowup 2).
    @Test func `the small trace has the published root`() {
        let columns = PreprocessedTrace.columns(.canonicalSmall)
        #expect(columns.count == 156)
        #expect(columns.reduce(0) { $0 + $1.count } == 10_161_776)
        let tree = CommittedTree(
            extending: columns, logBlowup: 1, transform: CircleTransform(.shared(logSize: 21)), variant: .blake2s)
        let root = tree.tree.root.hex
        #expect(root == "068d1166c9f9f0ec247641ca391ee8396170e69343dfcacc632f9638670d2bec")
    }

    @Test func `the points of the table add up to hashes`() {
        let table = PedersenPointTable.small
        let a = Felt252(hex: "0x3d937c035c878245caf64531a5756109c53068da139362728feb561405371cb")!
        let b = Felt252(hex: "0x208a0a10250e382e1e4bbe2880906c2791bf6275695e02fbbc6aeff9cd8b31a")!
        var sum = Pedersen.points[0]
        for (input, section) in [(a, 0), (b, 28)] {
            let bits = input.limbs
            let words = [bits.0, bits.1, bits.2, bits.3]
            for window in 0..<28 {
                var value = 0
                for bit in 0..<9 {
                    let place = 9 * window + bit
                    value |= Int(words[place / 64] >> UInt64(place % 64) & 1) << bit
                }
                let point = table.point(row: (section + window) * 512 + value)
                // Every entry has the shift taken off.
                let entry = StarkCurve.sum(point, Pedersen.points[0])
                if let entry { sum = StarkCurve.sum(sum, entry)! }
            }
        }
        #expect(sum.x == Pedersen.hash(a, b))
    }
}
