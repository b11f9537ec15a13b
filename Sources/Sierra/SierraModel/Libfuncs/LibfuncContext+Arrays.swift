/// Arrays and spans (EXEC §4.5).
extension LibfuncContext {
    func arrays() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "array_new":
            let array = try types.array(of: try argument())
            return Libfunc(.newArray, [], LibfuncBranch([.expression(array)], steps: 1, ap: 1))
        case "array_append":
            let element = try argument()
            let array = try types.array(of: element)
            return Libfunc(
                .append, [array, element],
                LibfuncBranch([.expression(array)], keepsStack: true, steps: try types.size(of: element)))
        case "array_len":
            let element = try argument()
            let array = try types.snapshot(of: try types.array(of: element))
            let size = try types.size(of: element)
            let more = size == 1 ? 0 : 1
            return Libfunc(
                .arrayLength(size: size), [array],
                LibfuncBranch([.expression(try types.integer(.u32))], steps: more, ap: more))
        case "array_pop_front", "array_pop_front_consume", "array_snapshot_pop_front", "array_snapshot_pop_back":
            return try pop()
        case "array_snapshot_multi_pop_front": return try popSeveral(front: true)
        case "array_snapshot_multi_pop_back": return try popSeveral(front: false)
        case "array_get": return try get()
        case "array_slice": return try slice()
        case "span_from_tuple", "tuple_from_span": return try spanAndTuple()
        default: return nil
        }
    }

    /// The type of the members of a tuple of equal ones.
    private func member(ofTuple type: TypeID) throws(SpecializationError) -> TypeID {
        let members = try types.members(of: type)
        guard !types[type].properties.zeroSized, let first = members.first else { throw .unsupportedArgument }
        for member in members where member != first { throw .unsupportedArgument }
        return first
    }

    private func spanAndTuple() throws(SpecializationError) -> Libfunc {
        let tuple = try argument()
        let span = try types.snapshot(of: try types.array(of: try member(ofTuple: tuple)))
        let size = try types.size(of: tuple)
        if name == "span_from_tuple" {
            return Libfunc(
                .spanFromTuple(size: size), [try types.box(of: try types.snapshot(of: tuple))],
                LibfuncBranch([.expression(span)], keepsStack: true))
        }
        let boxed = try types.snapshot(of: try types.box(of: tuple))
        return Libfunc(
            .tupleFromSpan(size: size), [span],
            branches: [LibfuncBranch([.expression(boxed)], steps: 3, ap: 2), LibfuncBranch([], steps: 3, ap: 2)])
    }

    private func pop() throws(SpecializationError) -> Libfunc {
        let element = try argument()
        let isSnapshot = name == "array_snapshot_pop_front" || name == "array_snapshot_pop_back"
        var array = try types.array(of: element)
        if isSnapshot { array = try types.snapshot(of: array) }
        let boxed = try types.box(of: isSnapshot ? try types.snapshot(of: element) : element)
        let size = try types.size(of: element)
        return Libfunc(
            name == "array_snapshot_pop_back" ? .popBack(size: size) : .popFront(size: size), [array],
            branches: [
                LibfuncBranch([.expression(array), .expression(boxed)], steps: 2, ap: 1),
                LibfuncBranch(name == "array_pop_front_consume" ? [] : [.same(array, as: 0)], steps: 3, ap: 1),
            ])
    }

    private func popSeveral(front: Bool) throws(SpecializationError) -> Libfunc {
        let popped = try argument()
        let array = try types.snapshot(of: try types.array(of: try member(ofTuple: popped)))
        let boxed = try types.snapshot(of: try types.box(of: popped))
        let rangeCheck = try rangeCheck
        return Libfunc(
            .popSeveral(size: try types.size(of: popped), front: front), [rangeCheck, array],
            branches: [
                LibfuncBranch(
                    [.expression(rangeCheck), .expression(array), front ? .expression(boxed) : .temporary(boxed)],
                    steps: 4, rangeChecks: 1, ap: 3),
                LibfuncBranch([.expression(rangeCheck), .same(array, as: 1)], steps: 5, rangeChecks: 1, ap: 3),
            ])
    }

    private func get() throws(SpecializationError) -> Libfunc {
        let element = try argument()
        let rangeCheck = try rangeCheck
        let array = try types.snapshot(of: try types.array(of: element))
        let boxed = try types.box(of: try types.snapshot(of: element))
        let size = try types.size(of: element)
        let more = size == 1 ? 0 : 1
        return Libfunc(
            .arrayGet(size: size), [rangeCheck, array, try types.integer(.u32)],
            branches: [
                LibfuncBranch(
                    [.expression(rangeCheck), .expression(boxed)], steps: 5 + more, rangeChecks: 1, ap: 4 + more),
                LibfuncBranch([.expression(rangeCheck)], steps: 5 + more, rangeChecks: 1, ap: 3 + more),
            ])
    }

    private func slice() throws(SpecializationError) -> Libfunc {
        let element = try argument()
        let rangeCheck = try rangeCheck
        let array = try types.snapshot(of: try types.array(of: element))
        let index = try types.integer(.u32)
        let size = try types.size(of: element)
        return Libfunc(
            .arraySlice(size: size), [rangeCheck, array, index, index],
            branches: [
                LibfuncBranch(
                    [.expression(rangeCheck), .expression(array)], steps: size == 1 ? 5 : 7, rangeChecks: 1,
                    ap: size == 1 ? 4 : 6),
                LibfuncBranch(
                    [.expression(rangeCheck)], steps: size == 1 ? 7 : 8, rangeChecks: 1, ap: size == 1 ? 5 : 6),
            ])
    }
}
