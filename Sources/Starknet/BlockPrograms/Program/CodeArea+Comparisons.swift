import FiniteFields

extension CodeArea {
    /// Pairs of instructions in a comparison block.
    static let unrolled = 32

    /// `eq_short(start, end, expected, count ≤ 32)` asserts end = start + count and equal elements, by a jump into 32
    /// unrolled pairs. `eq_long(start, end, expected, r, q)` does so for count = 32 q + r, q ≥ 1, in q blocks.
    ///
    /// - Parameters:
    ///   - shortAt: offset of `eq_short`, known from the first pass.
    ///   - longAt: receives the offset of `eq_long`.
    static func emitComparisons(_ code: inout Assembler, shortAt: Int, longAt: inout Int) {
        code.checkFrameSum(-5, -6, -3)
        code.pushFrameSum(-3, -3)
        // The distance from the jump to `ret` when count = 0, less two cells for every element.
        code.push(.felt(Felt252(UInt64(2 * unrolled + 1))))
        code.pushDifference()
        code.jumpByLast()
        for index in stride(from: unrolled - 1, through: 0, by: -1) {
            code.pushIndirect(.fp, -6, index)
            code.checkLastIndirect(.fp, -4, index)
        }
        code.ret()

        longAt = code.cells.count
        code.push(.fp, -7)
        code.push(.fp, -5)
        code.push(.fp, -3)
        let loop = code.cells.count
        for index in 0..<unrolled {
            code.pushIndirect(.ap, -(3 + index), index)
            code.checkLastIndirect(.ap, -(3 + index), index)
        }
        code.pushSum(.ap, -(unrolled + 3), plus: Felt252(UInt64(unrolled)))
        code.pushSum(.ap, -(unrolled + 3), plus: Felt252(UInt64(unrolled)))
        code.pushSum(.ap, -(unrolled + 3), plus: -Felt252.one)
        code.jumpIfLastNonZero(to: loop)
        code.push(.ap, -3)
        code.push(.fp, -6)
        code.push(.ap, -4)
        code.push(.fp, -4)
        code.call(to: shortAt)
        code.ret()
    }
}
