import FiniteFields

/// Reads the decompressed values of a program in order; each read can run out.
struct ProgramReader {
    private let values: [UInt256]
    private var position = 0

    init(_ values: [UInt256]) { self.values = values }

    var remaining: Int { values.count - position }

    mutating func value() throws(SierraError) -> UInt256 {
        guard position < values.count else { throw .malformed }
        position += 1
        return values[position - 1]
    }

    mutating func word() throws(SierraError) -> UInt64 {
        let value = try value()
        guard value.b | value.c | value.d == 0 else { throw .malformed }
        return value.a
    }

    /// An index or count.
    mutating func size() throws(SierraError) -> Int {
        guard let size = Int(exactly: try word()) else { throw .malformed }
        return size
    }

    /// The length of a list: each of its elements takes at least one value.
    mutating func count() throws(SierraError) -> Int { try checked(try size()) }

    func checked(_ count: Int) throws(SierraError) -> Int {
        guard count <= remaining else { throw .malformed }
        return count
    }

    mutating func variables() throws(SierraError) -> [VariableID] {
        let count = try count()
        var list: [VariableID] = []
        list.reserveCapacity(count)
        for _ in 0..<count { list.append(VariableID(try word())) }
        return list
    }

    mutating func types() throws(SierraError) -> [TypeID] {
        var list: [TypeID] = []
        for _ in 0..<(try count()) { list.append(TypeID(try size())) }
        return list
    }

    mutating func genericArguments(_ count: Int) throws(SierraError) -> [GenericArgument] {
        var list: [GenericArgument] = []
        list.reserveCapacity(count)
        for _ in 0..<count {
            switch try word() {
            case 0: list.append(.userType(SierraInteger(magnitude: try value())))
            case 1: list.append(.type(TypeID(try size())))
            case 2: list.append(.value(SierraInteger(magnitude: try value())))
            case 3: list.append(.function(try size()))
            case 4: list.append(.libfunc(try size()))
            case 5: list.append(.value(SierraInteger(isNegative: true, magnitude: try value())))
            default: throw .malformed
            }
        }
        return list
    }
}
