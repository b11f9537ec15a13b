/// Structs and enums (EXEC §4.5).
extension LibfuncContext {
    func compounds() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "struct_construct": return try constructStruct()
        case "struct_deconstruct":
            let type = try argument()
            let members = try types.members(of: type)
            var outputs: [LibfuncOutput] = []
            for member in members { outputs.append(try part(member, as: member)) }
            return Libfunc(.deconstructStruct, [type], LibfuncBranch(outputs, keepsStack: true))
        case "struct_snapshot_deconstruct":
            let type = try argument()
            let members = try types.members(of: type)
            var outputs: [LibfuncOutput] = []
            for member in members { outputs.append(try part(member, as: try types.snapshot(of: member))) }
            return Libfunc(.deconstructStruct, [try types.snapshot(of: type)], LibfuncBranch(outputs, keepsStack: true))
        case "struct_boxed_deconstruct": return try deconstructBoxedStruct()
        case "enum_init": return try initEnum()
        case "enum_from_bounded_int": return try enumFromInteger()
        case "enum_match": return try matchEnum(snapshot: false)
        case "enum_snapshot_match": return try matchEnum(snapshot: true)
        case "enum_boxed_match": return try matchBoxedEnum()
        default: return nil
        }
    }

    /// Some cells of the parameter, read as a type; the zero size is that of the member itself.
    private func part(_ member: TypeID, as type: TypeID) throws(SpecializationError) -> LibfuncOutput {
        try types.checked(member).properties.zeroSized ? .empty(type) : .expression(type)
    }

    private func constructStruct() throws(SpecializationError) -> Libfunc {
        let type = try argument()
        let members = try types.members(of: type)
        var withCells: [Int] = []
        for (index, member) in members.enumerated() where !(try types.checked(member).properties.zeroSized) {
            withCells.append(index)
        }
        let output: LibfuncOutput
        if types[type].properties.zeroSized {
            output = .empty(type)
        } else {
            output = withCells.count == 1 ? .same(type, as: withCells[0]) : .expression(type)
        }
        return Libfunc(.constructStruct, members, LibfuncBranch([output], keepsStack: true))
    }

    /// The type, or what it is a snapshot of.
    private func peeled(_ type: TypeID) throws(SpecializationError) -> (inner: TypeID, isSnapshot: Bool) {
        if types[type].name == "Snapshot", case .wrapper(let inner) = types[type].kind { return (inner, true) }
        return (type, false)
    }

    private func boxed(_ type: TypeID, _ isSnapshot: Bool) throws(SpecializationError) -> TypeID {
        try types.box(of: isSnapshot ? try types.snapshot(of: type) : type)
    }

    private func deconstructBoxedStruct() throws(SpecializationError) -> Libfunc {
        let type = try argument()
        let (inner, isSnapshot) = try peeled(type)
        let members = try types.members(of: inner)
        var outputs: [LibfuncOutput] = []
        var atStart = true
        for member in members {
            let boxed = try boxed(member, isSnapshot)
            outputs.append(atStart ? .same(boxed, as: 0) : .expression(boxed))
            atStart = atStart && types[member].properties.zeroSized
        }
        return Libfunc(
            .deconstructBoxedStruct(members), [try types.box(of: type)], LibfuncBranch(outputs, keepsStack: true))
    }

    private func initEnum() throws(SpecializationError) -> Libfunc {
        let (type, index) = try arguments.typeAndValue()
        let variants = try types.variants(of: type)
        guard let place = index.exactly(Int.self), variants.indices.contains(place) else { throw .indexOutOfRange }
        return Libfunc(
            .initEnum(index: place, of: variants.count), [variants[place]],
            LibfuncBranch([.expression(type)], keepsStack: true))
    }

    /// An enum of empty variants from the index of one.
    private func enumFromInteger() throws(SpecializationError) -> Libfunc {
        let type = try argument()
        let variants = try types.variants(of: type)
        guard !variants.isEmpty else { throw .unsupportedArgument }
        for variant in variants {
            let key = try types.checked(variant).key
            guard key.name == "Struct", key.arguments.count == 1 else { throw .unsupportedArgument }
        }
        let index = try types.boundedInteger(0, SierraInteger(variants.count - 1))
        if variants.count <= 2 { return .reinterpret(index, as: type) }
        return Libfunc(
            .enumFromInteger(variants: variants.count), [index], LibfuncBranch([.expression(type)], steps: 1, ap: 1))
    }

    /// Steps until each of so many variants is reached: a jump, and behind a table a second one.
    private func matchSteps(_ count: Int) -> [Int] {
        switch count {
        case 0: []
        case 1: [0]
        case 2: [1, 1]
        default: [1] + [Int](repeating: 2, count: count - 1)
        }
    }

    private func matchEnum(snapshot: Bool) throws(SpecializationError) -> Libfunc {
        let type = try argument()
        let variants = try types.variants(of: type)
        var branches: [LibfuncBranch] = []
        for (variant, steps) in zip(variants, matchSteps(variants.count)) {
            let output = try part(variant, as: snapshot ? try types.snapshot(of: variant) : variant)
            branches.append(LibfuncBranch([output], keepsStack: true, steps: steps))
        }
        return Libfunc(.matchEnum, [snapshot ? try types.snapshot(of: type) : type], branches: branches)
    }

    private func matchBoxedEnum() throws(SpecializationError) -> Libfunc {
        let type = try argument()
        let (inner, isSnapshot) = try peeled(type)
        let variants = try types.variants(of: inner)
        var branches: [LibfuncBranch] = []
        // The selector is loaded first when there is a choice.
        let load = variants.count > 1 ? 1 : 0
        for (variant, steps) in zip(variants, matchSteps(variants.count)) {
            branches.append(
                LibfuncBranch(
                    [.expression(try boxed(variant, isSnapshot))], keepsStack: load == 0, steps: steps + load, ap: load)
            )
        }
        return Libfunc(.matchBoxedEnum(variants), [try types.box(of: type)], branches: branches)
    }
}
