import FiniteFields
import HashFunctions

/// The identity of a struct or enum of the source.
func userType(_ name: StaticString) -> SierraInteger {
    SierraInteger(
        StarknetKeccak.hash(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)))
}

/// The declared types that library functions are about, by what they are.
extension TypeRegistry {
    func wrapped(_ name: GenericName, _ inner: TypeID) throws(SpecializationError) -> TypeID {
        try find(name, [.type(inner)])
    }

    func array(of inner: TypeID) throws(SpecializationError) -> TypeID { try wrapped("Array", inner) }

    func box(of inner: TypeID) throws(SpecializationError) -> TypeID { try wrapped("Box", inner) }

    func nonZero(_ inner: TypeID) throws(SpecializationError) -> TypeID { try wrapped("NonZero", inner) }

    /// A type that can be duplicated is its own snapshot.
    func snapshot(of inner: TypeID) throws(SpecializationError) -> TypeID {
        try checked(inner).properties.duplicatable ? inner : try wrapped("Snapshot", inner)
    }

    func structure(_ name: StaticString, _ members: [TypeID]) throws(SpecializationError) -> TypeID {
        try find("Struct", [.userType(userType(name))] + members.map { .type($0) })
    }

    func enumeration(_ name: StaticString, _ variants: [TypeID]) throws(SpecializationError) -> TypeID {
        try find("Enum", [.userType(userType(name))] + variants.map { .type($0) })
    }

    func integer(_ width: IntegerWidth) throws(SpecializationError) -> TypeID { try find(width.typeName) }

    func boundedInteger(_ low: SierraInteger, _ high: SierraInteger) throws(SpecializationError) -> TypeID {
        try find("BoundedInt", [.value(low), .value(high)])
    }

    func unit() throws(SpecializationError) -> TypeID { try structure("Tuple", []) }

    func bool() throws(SpecializationError) -> TypeID {
        let unit = try unit()
        return try enumeration("core::bool", [unit, unit])
    }

    func u256() throws(SpecializationError) -> TypeID {
        let word = try integer(.u128)
        return try structure("core::integer::u256", [word, word])
    }

    func u512() throws(SpecializationError) -> TypeID {
        let word = try integer(.u128)
        return try structure("core::integer::u512", [word, word, word, word])
    }

    func u96() throws(SpecializationError) -> TypeID { try boundedInteger(0, .powerOfTwo(96) - 1) }

    /// A fixed-size array, which is a tuple.
    func tuple(of inner: TypeID, count: Int) throws(SpecializationError) -> TypeID {
        try structure("Tuple", [TypeID](repeating: inner, count: count))
    }

    func span(_ name: StaticString, of inner: TypeID) throws(SpecializationError) -> TypeID {
        try structure(name, [try snapshot(of: try array(of: inner))])
    }

    func feltSpan() throws(SpecializationError) -> TypeID {
        try span("core::array::Span::<core::felt252>", of: try find("felt252"))
    }

    /// The range of an integer type.
    public func range(of id: TypeID) throws(SpecializationError) -> IntegerRange {
        guard let range = IntegerRange(try checked(id).key) else { throw .unsupportedArgument }
        return range
    }

    func members(of id: TypeID) throws(SpecializationError) -> [TypeID] {
        guard case .structure(let members) = try checked(id).kind else { throw .unsupportedArgument }
        return members
    }

    func variants(of id: TypeID) throws(SpecializationError) -> [TypeID] {
        guard case .enumeration(let variants) = try checked(id).kind else { throw .unsupportedArgument }
        return variants
    }

    /// How many types a library function with this argument may look at: the members or variants of a type or of what it
    /// wraps, the parameters and results of a function.
    func breadth(of argument: GenericArgument, _ functions: [SierraFunction]) -> Int {
        switch argument {
        case .function(let index):
            guard functions.indices.contains(index) else { return 0 }
            return functions[index].parameters.count + functions[index].results.count
        case .type(let id): return breadth(of: id, wrappers: 2)
        case .userType, .value, .libfunc: return 0
        }
    }

    private func breadth(of id: TypeID, wrappers: Int) -> Int {
        guard types.indices.contains(id.index) else { return 0 }
        switch types[id.index].kind {
        case .structure(let members): return members.count
        case .enumeration(let variants): return variants.count
        case .wrapper(let inner): return wrappers == 0 ? 0 : breadth(of: inner, wrappers: wrappers - 1)
        default: return 0
        }
    }

    /// Cells of a value of a type that has values.
    func size(of id: TypeID) throws(SpecializationError) -> Int {
        guard let size = try checked(id).size else { throw .unsupportedArgument }
        return size
    }
}
