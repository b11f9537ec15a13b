/// Dictionaries from felts (EXEC §4.5). Getting an entry pays for squashing it as a new key; squashing gives back what
/// repeated accesses paid too much.
extension LibfuncContext {
    func dictionaries() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "felt252_dict_new":
            let dictionary = try types.wrapped("Felt252Dict", try argument())
            let arena = try types.find("SegmentArena")
            return Libfunc(
                .newDictionary, [arena], LibfuncBranch([.expression(arena), .expression(dictionary)], steps: 17, ap: 6))
        case "felt252_dict_squash":
            let value = try argument()
            let dictionary = try types.wrapped("Felt252Dict", value)
            let squashed = try types.wrapped("SquashedFelt252Dict", value)
            let rangeCheck = try rangeCheck, gas = try gasBuiltin, arena = try types.find("SegmentArena")
            return Libfunc(
                .squashDictionary, [rangeCheck, gas, arena, dictionary],
                LibfuncBranch(
                    [.temporary(rangeCheck, 0), .temporary(gas, 1), .temporary(arena, 2), .temporary(squashed, 3)],
                    cost: .constant(ConstantCost(steps: 57, rangeChecks: 3), TokenCounts()), apChange: .unknown))
        case "felt252_dict_entry_get":
            let value = try argument()
            let entry = try types.wrapped("Felt252DictEntry", value)
            return Libfunc(
                .dictionaryEntry, [try types.wrapped("Felt252Dict", value), try felt],
                LibfuncBranch([.expression(entry), .expression(value)], keepsStack: true, steps: 47, rangeChecks: 6))
        case "felt252_dict_entry_finalize":
            let value = try argument()
            return Libfunc(
                .finalizeEntry, [try types.wrapped("Felt252DictEntry", value), value],
                LibfuncBranch([.same(try types.wrapped("Felt252Dict", value), as: 0)], keepsStack: true, steps: 1))
        case "squashed_felt252_dict_entries":
            let value = try argument()
            let entry = try types.structure("Tuple", [try felt, value, value])
            return .reinterpret(try types.wrapped("SquashedFelt252Dict", value), as: try types.array(of: entry))
        default: return nil
        }
    }
}
