/// The generic arguments of a type or library function, read in the few forms that occur.
struct GenericArguments {
    let list: [GenericArgument]

    init(_ list: [GenericArgument]) { self.list = list }

    func expect(_ count: Int) throws(SpecializationError) {
        guard list.count == count else { throw .argumentCount }
    }

    func none() throws(SpecializationError) { try expect(0) }

    func type() throws(SpecializationError) -> TypeID {
        try expect(1)
        return try type(at: 0)
    }

    func twoTypes() throws(SpecializationError) -> (TypeID, TypeID) {
        try expect(2)
        return (try type(at: 0), try type(at: 1))
    }

    func typeAndValue() throws(SpecializationError) -> (TypeID, SierraInteger) {
        try expect(2)
        return (try type(at: 0), try value(at: 1))
    }

    func value() throws(SpecializationError) -> SierraInteger {
        try expect(1)
        return try value(at: 0)
    }

    func twoValues() throws(SpecializationError) -> (SierraInteger, SierraInteger) {
        try expect(2)
        return (try value(at: 0), try value(at: 1))
    }

    func function() throws(SpecializationError) -> Int {
        try expect(1)
        guard case .function(let function) = list[0] else { throw .unsupportedArgument }
        return function
    }

    /// A count or index.
    func size() throws(SpecializationError) -> Int {
        guard let size = try value().exactly(Int.self), size >= 0 else { throw .unsupportedArgument }
        return size
    }

    func type(at index: Int) throws(SpecializationError) -> TypeID {
        guard case .type(let type) = list[index] else { throw .unsupportedArgument }
        return type
    }

    func value(at index: Int) throws(SpecializationError) -> SierraInteger {
        guard case .value(let value) = list[index] else { throw .unsupportedArgument }
        return value
    }
}
