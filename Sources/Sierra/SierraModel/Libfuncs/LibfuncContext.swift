/// What a library function is made from: its name and arguments, and the program's types and functions.
struct LibfuncContext {
    let types: TypeRegistry
    let functions: [SierraFunction]
    let name: GenericName
    let arguments: GenericArguments

    /// The library function, by asking each family.
    func specialize() throws(SpecializationError) -> Libfunc {
        if let made = try memory() { return made }
        if let made = try compounds() { return made }
        if let made = try arrays() { return made }
        if let made = try boxes() { return made }
        if let made = try integers() { return made }
        if let made = try felts() { return made }
        if let made = try boundedIntegers() { return made }
        if let made = try longIntegers() { return made }
        if let made = try calls() { return made }
        if let made = try dictionaries() { return made }
        if let made = try hashes() { return made }
        if let made = try points() { return made }
        if let made = try addresses() { return made }
        if let made = try systemCalls() { return made }
        if let made = try circuits() { return made }
        throw .unknownName
    }

    var felt: TypeID { get throws(SpecializationError) { try types.find("felt252") } }
    var rangeCheck: TypeID { get throws(SpecializationError) { try types.find("RangeCheck") } }
    var gasBuiltin: TypeID { get throws(SpecializationError) { try types.find("GasBuiltin") } }

    /// The argument that is the type of all `Name<T>` functions.
    func argument() throws(SpecializationError) -> TypeID {
        let type = try arguments.type()
        _ = try types.checked(type)
        return type
    }

    /// A single cell that is a constant.
    func constant(_ value: SierraInteger, _ type: TypeID) -> Libfunc {
        Libfunc(.constant(value), [], LibfuncBranch([.expression(type)], keepsStack: true))
    }

    /// `is zero` on the first branch, the value as not zero on the second.
    func isZero(_ type: TypeID) throws(SpecializationError) -> Libfunc {
        Libfunc(
            .isZero, [type],
            branches: [
                LibfuncBranch([], keepsStack: true, steps: 1),
                LibfuncBranch([.same(try types.nonZero(type), as: 0)], keepsStack: true, steps: 1),
            ])
    }

    /// An expression, or nothing for a type without cells.
    func output(_ type: TypeID) throws(SpecializationError) -> LibfuncOutput {
        try types.checked(type).properties.zeroSized ? .empty(type) : .expression(type)
    }
}
