extension Hint {
    /// Hints about dictionaries and their squashing. Nil for another name.
    static func dictionaries(_ f: inout HintFields) throws(CasmClassError) -> Hint? {
        switch f.name {
        case "AllocFelt252Dict": return .allocFelt252Dict(segmentArena: try f.operand("segment_arena_ptr"))
        case "Felt252DictEntryInit":
            return .felt252DictEntryInit(
                dict: try f.operand("dict_ptr"),
                key: try f.operand("key"))
        case "Felt252DictEntryUpdate":
            return .felt252DictEntryUpdate(
                dict: try f.operand("dict_ptr"),
                value: try f.operand("value"))
        case "GetSegmentArenaIndex":
            return .getSegmentArenaIndex(
                dictEnd: try f.operand("dict_end_ptr"),
                index: try f.cell("dict_index"))
        case "InitSquashData":
            return .initSquashData(
                accesses: try f.operand("dict_accesses"),
                pointerDifference: try f.operand("ptr_diff"),
                accessCount: try f.operand("n_accesses"),
                bigKeys: try f.cell("big_keys"),
                firstKey: try f.cell("first_key"))
        case "GetCurrentAccessIndex": return .getCurrentAccessIndex(rangeCheck: try f.operand("range_check_ptr"))
        case "ShouldSkipSquashLoop": return .shouldSkipSquashLoop(dst: try f.cell("should_skip_loop"))
        case "GetCurrentAccessDelta": return .getCurrentAccessDelta(dst: try f.cell("index_delta_minus1"))
        case "ShouldContinueSquashLoop": return .shouldContinueSquashLoop(dst: try f.cell("should_continue"))
        case "GetNextDictKey": return .getNextDictKey(dst: try f.cell("next_key"))
        case "AssertAllAccessesUsed": return .assertAllAccessesUsed(used: try f.cell("n_used_accesses"))
        case "Felt252DictRead":
            return .felt252DictRead(
                dict: try f.operand("dict_ptr"),
                key: try f.operand("key"),
                dst: try f.cell("value_dst"))
        case "Felt252DictWrite":
            return .felt252DictWrite(
                dict: try f.operand("dict_ptr"),
                key: try f.operand("key"),
                value: try f.operand("value"))
        case "AssertCurrentAccessIndicesIsEmpty": return .assertCurrentAccessIndicesIsEmpty
        case "AssertAllKeysUsed": return .assertAllKeysUsed
        default: return nil
        }
    }
}
