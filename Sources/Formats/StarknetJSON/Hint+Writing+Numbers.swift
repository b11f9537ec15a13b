import CasmModel

extension Hint {
    /// Hints about field elements and integers of one cell.
    var numberFields: HintFields? {
        switch self {
        case .testLessThan(let lhs, let rhs, let dst):
            return HintFields("TestLessThan", ("lhs", .operand(lhs)), ("rhs", .operand(rhs)), ("dst", .cell(dst)))
        case .testLessThanOrEqual(let lhs, let rhs, let dst):
            return HintFields(
                "TestLessThanOrEqual", ("lhs", .operand(lhs)), ("rhs", .operand(rhs)), ("dst", .cell(dst)))
        case .testLessThanOrEqualAddress(let lhs, let rhs, let dst):
            return HintFields(
                "TestLessThanOrEqualAddress", ("lhs", .operand(lhs)), ("rhs", .operand(rhs)), ("dst", .cell(dst)))
        case .wideMul128(let lhs, let rhs, let high, let low):
            return HintFields(
                "WideMul128", ("lhs", .operand(lhs)), ("rhs", .operand(rhs)), ("high", .cell(high)), ("low", .cell(low))
            )
        case .divMod(let lhs, let rhs, let quotient, let remainder):
            return HintFields(
                "DivMod", ("lhs", .operand(lhs)), ("rhs", .operand(rhs)), ("quotient", .cell(quotient)),
                ("remainder", .cell(remainder)))
        case .squareRoot(let value, let dst):
            return HintFields("SquareRoot", ("value", .operand(value)), ("dst", .cell(dst)))
        case .linearSplit(let value, let scalar, let xMax, let x, let y):
            return HintFields(
                "LinearSplit", ("value", .operand(value)), ("scalar", .operand(scalar)), ("max_x", .operand(xMax)),
                ("x", .cell(x)), ("y", .cell(y)))
        case .fieldSqrt(let value, let root):
            return HintFields("FieldSqrt", ("val", .operand(value)), ("sqrt", .cell(root)))
        case .randomEcPoint(let x, let y): return HintFields("RandomEcPoint", ("x", .cell(x)), ("y", .cell(y)))
        case .assertLeFindSmallArcs(let rangeCheck, let a, let b):
            return HintFields(
                "AssertLeFindSmallArcs", ("range_check_ptr", .operand(rangeCheck)), ("a", .operand(a)),
                ("b", .operand(b)))
        case .assertLeIsFirstArcExcluded(let dst):
            return HintFields("AssertLeIsFirstArcExcluded", ("skip_exclude_a_flag", .cell(dst)))
        case .assertLeIsSecondArcExcluded(let dst):
            return HintFields("AssertLeIsSecondArcExcluded", ("skip_exclude_b_minus_a", .cell(dst)))
        case .assertLtAssertValidInput(let a, let b):
            return HintFields("AssertLtAssertValidInput", ("a", .operand(a)), ("b", .operand(b)))
        case .assertLeAssertThirdArcExcluded: return HintFields("AssertLeAssertThirdArcExcluded")
        default: return nil
        }
    }

    /// Hints about dictionaries and their squashing.
    var dictionaryFields: HintFields? {
        switch self {
        case .allocFelt252Dict(let segmentArena):
            return HintFields("AllocFelt252Dict", ("segment_arena_ptr", .operand(segmentArena)))
        case .felt252DictEntryInit(let dict, let key):
            return HintFields("Felt252DictEntryInit", ("dict_ptr", .operand(dict)), ("key", .operand(key)))
        case .felt252DictEntryUpdate(let dict, let value):
            return HintFields("Felt252DictEntryUpdate", ("dict_ptr", .operand(dict)), ("value", .operand(value)))
        case .getSegmentArenaIndex(let dictEnd, let index):
            return HintFields("GetSegmentArenaIndex", ("dict_end_ptr", .operand(dictEnd)), ("dict_index", .cell(index)))
        case .initSquashData(let accesses, let pointerDifference, let accessCount, let bigKeys, let firstKey):
            return HintFields(
                "InitSquashData", ("dict_accesses", .operand(accesses)), ("ptr_diff", .operand(pointerDifference)),
                ("n_accesses", .operand(accessCount)), ("big_keys", .cell(bigKeys)), ("first_key", .cell(firstKey)))
        case .getCurrentAccessIndex(let rangeCheck):
            return HintFields("GetCurrentAccessIndex", ("range_check_ptr", .operand(rangeCheck)))
        case .shouldSkipSquashLoop(let dst): return HintFields("ShouldSkipSquashLoop", ("should_skip_loop", .cell(dst)))
        case .getCurrentAccessDelta(let dst):
            return HintFields("GetCurrentAccessDelta", ("index_delta_minus1", .cell(dst)))
        case .shouldContinueSquashLoop(let dst):
            return HintFields("ShouldContinueSquashLoop", ("should_continue", .cell(dst)))
        case .getNextDictKey(let dst): return HintFields("GetNextDictKey", ("next_key", .cell(dst)))
        case .assertAllAccessesUsed(let used):
            return HintFields("AssertAllAccessesUsed", ("n_used_accesses", .cell(used)))
        case .felt252DictRead(let dict, let key, let dst):
            return HintFields(
                "Felt252DictRead", ("dict_ptr", .operand(dict)), ("key", .operand(key)), ("value_dst", .cell(dst)))
        case .felt252DictWrite(let dict, let key, let value):
            return HintFields(
                "Felt252DictWrite", ("dict_ptr", .operand(dict)), ("key", .operand(key)), ("value", .operand(value)))
        case .assertCurrentAccessIndicesIsEmpty: return HintFields("AssertCurrentAccessIndicesIsEmpty")
        case .assertAllKeysUsed: return HintFields("AssertAllKeysUsed")
        default: return nil
        }
    }
}
