public import FiniteFields

/// A hint as files write it: a name and named operands, whatever the file format.
///
/// The decoder of a format fills this; `Hint.init(_:)` checks it strictly: each field present, of the right kind, and
/// nothing left over.
public struct HintFields: Sendable {
    /// One operand: a cell reference or a full operand; they are told apart by the file format.
    public enum Field: Sendable {
        case cell(CellReference)
        case operand(HintOperand)
        case constant(Felt252)
    }

    public var name: String
    public var fields: [(name: String, value: Field)]
    var used = 0

    public init(name: String, fields: [(name: String, value: Field)]) {
        self.name = name
        self.fields = fields
    }

    mutating func take(_ name: String) throws(CasmClassError) -> Field {
        for field in fields where sameText(field.name, name) {
            used += 1
            return field.value
        }
        throw .hintFields
    }

    mutating func operand(_ name: String) throws(CasmClassError) -> HintOperand {
        guard case .operand(let operand) = try take(name) else { throw .hintFields }
        return operand
    }

    mutating func cell(_ name: String) throws(CasmClassError) -> CellReference {
        guard case .cell(let cell) = try take(name) else { throw .hintFields }
        return cell
    }

    mutating func operands(_ low: String, _ high: String) throws(CasmClassError) -> Pair<HintOperand> {
        Pair(try operand(low), try operand(high))
    }

    mutating func cells(_ low: String, _ high: String) throws(CasmClassError) -> Pair<CellReference> {
        Pair(try cell(low), try cell(high))
    }
}

extension Hint {
    /// The hint with this name and exactly these fields.
    public init(_ fields: HintFields) throws(CasmClassError) {
        var f = fields
        switch f.name {
        case "SystemCall": self = .systemCall(system: try f.operand("system"))
        case "AllocSegment": self = .allocSegment(dst: try f.cell("dst"))
        case "AllocConstantSize": self = .allocConstantSize(size: try f.operand("size"), dst: try f.cell("dst"))
        case "TestLessThan":
            self = .testLessThan(
                lhs: try f.operand("lhs"),
                rhs: try f.operand("rhs"),
                dst: try f.cell("dst"))
        case "TestLessThanOrEqual":
            self = .testLessThanOrEqual(
                lhs: try f.operand("lhs"),
                rhs: try f.operand("rhs"),
                dst: try f.cell("dst"))
        case "TestLessThanOrEqualAddress":
            self = .testLessThanOrEqualAddress(
                lhs: try f.operand("lhs"),
                rhs: try f.operand("rhs"),
                dst: try f.cell("dst"))
        case "DebugPrint": self = .debugPrint(start: try f.operand("start"), end: try f.operand("end"))
        case "WideMul128":
            self = .wideMul128(
                lhs: try f.operand("lhs"),
                rhs: try f.operand("rhs"),
                high: try f.cell("high"),
                low: try f.cell("low"))
        case "DivMod":
            self = .divMod(
                lhs: try f.operand("lhs"),
                rhs: try f.operand("rhs"),
                quotient: try f.cell("quotient"),
                remainder: try f.cell("remainder"))
        case "SquareRoot": self = .squareRoot(value: try f.operand("value"), dst: try f.cell("dst"))
        case "LinearSplit":
            self = .linearSplit(
                value: try f.operand("value"),
                scalar: try f.operand("scalar"),
                xMax: try f.operand("max_x"),
                x: try f.cell("x"),
                y: try f.cell("y"))
        case "FieldSqrt": self = .fieldSqrt(value: try f.operand("val"), root: try f.cell("sqrt"))
        case "RandomEcPoint": self = .randomEcPoint(x: try f.cell("x"), y: try f.cell("y"))
        case "EvalCircuit":
            self = .evalCircuit(
                addCount: try f.operand("n_add_mods"),
                addBuiltin: try f.operand("add_mod_builtin"),
                mulCount: try f.operand("n_mul_mods"),
                mulBuiltin: try f.operand("mul_mod_builtin"))
        case "AllocFelt252Dict": self = .allocFelt252Dict(segmentArena: try f.operand("segment_arena_ptr"))
        case "Felt252DictEntryInit":
            self = .felt252DictEntryInit(
                dict: try f.operand("dict_ptr"),
                key: try f.operand("key"))
        case "Felt252DictEntryUpdate":
            self = .felt252DictEntryUpdate(
                dict: try f.operand("dict_ptr"),
                value: try f.operand("value"))
        case "GetSegmentArenaIndex":
            self = .getSegmentArenaIndex(
                dictEnd: try f.operand("dict_end_ptr"),
                index: try f.cell("dict_index"))
        case "InitSquashData":
            self = .initSquashData(
                accesses: try f.operand("dict_accesses"),
                pointerDifference: try f.operand("ptr_diff"),
                accessCount: try f.operand("n_accesses"),
                bigKeys: try f.cell("big_keys"),
                firstKey: try f.cell("first_key"))
        case "GetCurrentAccessIndex": self = .getCurrentAccessIndex(rangeCheck: try f.operand("range_check_ptr"))
        case "ShouldSkipSquashLoop": self = .shouldSkipSquashLoop(dst: try f.cell("should_skip_loop"))
        case "GetCurrentAccessDelta": self = .getCurrentAccessDelta(dst: try f.cell("index_delta_minus1"))
        case "ShouldContinueSquashLoop": self = .shouldContinueSquashLoop(dst: try f.cell("should_continue"))
        case "GetNextDictKey": self = .getNextDictKey(dst: try f.cell("next_key"))
        case "AssertLeFindSmallArcs":
            self = .assertLeFindSmallArcs(
                rangeCheck: try f.operand("range_check_ptr"),
                a: try f.operand("a"),
                b: try f.operand("b"))
        case "AssertLeIsFirstArcExcluded": self = .assertLeIsFirstArcExcluded(dst: try f.cell("skip_exclude_a_flag"))
        case "AssertLeIsSecondArcExcluded":
            self = .assertLeIsSecondArcExcluded(
                dst: try f.cell("skip_exclude_b_minus_a"))
        case "AssertAllAccessesUsed": self = .assertAllAccessesUsed(used: try f.cell("n_used_accesses"))
        case "AssertLtAssertValidInput":
            self = .assertLtAssertValidInput(
                a: try f.operand("a"),
                b: try f.operand("b"))
        case "Felt252DictRead":
            self = .felt252DictRead(
                dict: try f.operand("dict_ptr"),
                key: try f.operand("key"),
                dst: try f.cell("value_dst"))
        case "Felt252DictWrite":
            self = .felt252DictWrite(
                dict: try f.operand("dict_ptr"),
                key: try f.operand("key"),
                value: try f.operand("value"))
        case "AddRelocationRule":
            self = .addRelocationRule(
                source: try f.operand("src"),
                destination: try f.operand("dst"))
        case "WriteRunParam": self = .writeRunParam(index: try f.operand("index"), dst: try f.cell("dst"))
        case "AddMarker": self = .addMarker(start: try f.operand("start"), end: try f.operand("end"))
        case "AddTrace": self = .addTrace(flag: try f.operand("flag"))
        case "Cheatcode":
            guard case .constant(let selector) = try f.take("selector") else { throw .hintFields }
            for name in ["input_start", "input_end"] { _ = try f.operand(name) }
            for name in ["output_start", "output_end"] { _ = try f.cell(name) }
            self = .cheatcode(selector: selector)
        case "Uint256DivMod":
            self = .uint256DivMod(
                dividend: try f.operands("dividend0", "dividend1"), divisor: try f.operands("divisor0", "divisor1"),
                quotient: try f.cells("quotient0", "quotient1"), remainder: try f.cells("remainder0", "remainder1"))
        case "Uint512DivModByUint256":
            self = .uint512DivModByUint256(
                dividendLow: try f.operands("dividend0", "dividend1"),
                dividendHigh: try f.operands("dividend2", "dividend3"),
                divisor: try f.operands("divisor0", "divisor1"), quotientLow: try f.cells("quotient0", "quotient1"),
                quotientHigh: try f.cells("quotient2", "quotient3"),
                remainder: try f.cells("remainder0", "remainder1"))
        case "Uint256SquareRoot":
            self = .uint256SquareRoot(
                value: try f.operands("value_low", "value_high"), root: try f.cells("sqrt0", "sqrt1"),
                remainder: try f.cells("remainder_low", "remainder_high"),
                rootDoubledMinusRemainderReaches128: try f.cell("sqrt_mul_2_minus_remainder_ge_u128"))
        case "U256InvModN":
            self = .u256InvModN(
                b: try f.operands("b0", "b1"), n: try f.operands("n0", "n1"),
                gOrNoInverse: try f.cells("g0_or_no_inv", "g1_option"), sOrR: try f.cells("s_or_r0", "s_or_r1"),
                tOrK: try f.cells("t_or_k0", "t_or_k1"))
        case "AssertCurrentAccessIndicesIsEmpty": self = .assertCurrentAccessIndicesIsEmpty
        case "AssertAllKeysUsed": self = .assertAllKeysUsed
        case "AssertLeAssertThirdArcExcluded": self = .assertLeAssertThirdArcExcluded
        default: throw .unknownHint
        }
        guard f.used == f.fields.count else { throw .hintFields }
    }
}
