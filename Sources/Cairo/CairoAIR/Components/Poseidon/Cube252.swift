import ConstraintSystems
import FiniteFields

/// The cube of a field element, in and out in ten limbs of 27 bits.
enum Cube252: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        e.enabler()
        let x = e.inputs(10)
        let limbs = e.unpacked27(x)
        e.rangeCheckLimbs(limbs)
        let felt = e.felt27(x), square = felt * felt
        let squareLimbs = e.feltCells(square)
        e.verifyMul252(limbs, limbs, squareLimbs)
        let cube = e.feltCells(square * felt)
        e.verifyMul252(limbs, squareLimbs, cube)
        e.yield(.cube252, e.joined([x, e.packed27(cube)]))
    }
}

/// Ten limbs: nine of 27 bits, the last of nine.
enum RangeCheck252Width27: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        e.enabler()
        let x = e.inputs(10)
        // Of a pair of limbs, the high nine bits of one and the low nine of the other share a lookup.
        for pair in 0..<4 {
            let even = x[2 &* pair], odd = x[2 &* pair &+ 1]
            let high = e.cell(e.hint(even).bits(18, 9)), low = e.cell(e.hint(odd).bits(0, 9))
            e.use(.rangeCheck9x9(pair), [high, low])
            e.use(.rangeCheck18(pair), [even - high.times(pow2(18))])
            e.use(.rangeCheck18(0), [(odd - low).times(pow2(22))])
        }
        let high = e.cell(e.hint(x[8]).bits(18, 9))
        e.use(.rangeCheck9x9(4), [high, x[9]])
        e.use(.rangeCheck18(0), [x[8] - high.times(pow2(18))])
        e.yield(.rangeCheck252Width27, x)
    }
}

/// The keys of the rounds, by row.
enum PoseidonRoundKeys: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        e.constantRows(.poseidonRoundKeys, .poseidonRoundKeys)
    }
}
