extension Hint {
    /// Hints about field elements and integers of one cell. Nil for another name.
    static func numbers(_ f: inout HintFields) throws(CasmClassError) -> Hint? {
        switch f.name {
        case "TestLessThan":
            return .testLessThan(
                lhs: try f.operand("lhs"),
                rhs: try f.operand("rhs"),
                dst: try f.cell("dst"))
        case "TestLessThanOrEqual":
            return .testLessThanOrEqual(
                lhs: try f.operand("lhs"),
                rhs: try f.operand("rhs"),
                dst: try f.cell("dst"))
        case "TestLessThanOrEqualAddress":
            return .testLessThanOrEqualAddress(
                lhs: try f.operand("lhs"),
                rhs: try f.operand("rhs"),
                dst: try f.cell("dst"))
        case "WideMul128":
            return .wideMul128(
                lhs: try f.operand("lhs"),
                rhs: try f.operand("rhs"),
                high: try f.cell("high"),
                low: try f.cell("low"))
        case "DivMod":
            return .divMod(
                lhs: try f.operand("lhs"),
                rhs: try f.operand("rhs"),
                quotient: try f.cell("quotient"),
                remainder: try f.cell("remainder"))
        case "SquareRoot": return .squareRoot(value: try f.operand("value"), dst: try f.cell("dst"))
        case "LinearSplit":
            return .linearSplit(
                value: try f.operand("value"),
                scalar: try f.operand("scalar"),
                xMax: try f.operand("max_x"),
                x: try f.cell("x"),
                y: try f.cell("y"))
        case "FieldSqrt": return .fieldSqrt(value: try f.operand("val"), root: try f.cell("sqrt"))
        case "RandomEcPoint": return .randomEcPoint(x: try f.cell("x"), y: try f.cell("y"))
        case "AssertLeFindSmallArcs":
            return .assertLeFindSmallArcs(
                rangeCheck: try f.operand("range_check_ptr"),
                a: try f.operand("a"),
                b: try f.operand("b"))
        case "AssertLeIsFirstArcExcluded": return .assertLeIsFirstArcExcluded(dst: try f.cell("skip_exclude_a_flag"))
        case "AssertLeIsSecondArcExcluded":
            return .assertLeIsSecondArcExcluded(
                dst: try f.cell("skip_exclude_b_minus_a"))
        case "AssertLtAssertValidInput":
            return .assertLtAssertValidInput(
                a: try f.operand("a"),
                b: try f.operand("b"))
        case "AssertLeAssertThirdArcExcluded": return .assertLeAssertThirdArcExcluded
        default: return nil
        }
    }
}
