/// A declared type, by its place.
public struct TypeID: Hashable, Sendable {
    public let index: Int

    public init(_ index: Int) { self.index = index }
}

/// A variable of a function. Its number means nothing beyond being its name.
public struct VariableID: Hashable, Sendable {
    public let value: UInt64

    public init(_ value: UInt64) { self.value = value }
}

/// A Sierra program as it was declared: nothing of it is checked but its encoding (EXEC §4.2).
public struct SierraProgram: Sendable {
    public var types: [TypeDeclaration]
    public var libfuncs: [LibfuncDeclaration]
    public var statements: [Statement]
    public var functions: [SierraFunction]
}

/// A generic argument of a type or library function.
public enum GenericArgument: Hashable, Sendable {
    /// The Keccak hash of the name of a struct or enum of the source.
    case userType(SierraInteger)
    case type(TypeID)
    case value(SierraInteger)
    case function(Int)
    case libfunc(Int)
}

/// A generic type with its arguments: what a concrete type is.
public struct TypeKey: Hashable, Sendable {
    public var name: GenericName
    public var arguments: [GenericArgument]

    public init(_ name: GenericName, _ arguments: [GenericArgument] = []) {
        self.name = name
        self.arguments = arguments
    }
}

/// What values of a type may have done to them.
public struct TypeProperties: Hashable, Sendable {
    public var storable: Bool
    public var droppable: Bool
    public var duplicatable: Bool
    public var zeroSized: Bool
}

/// A type of the program and, if it says so, its properties.
public struct TypeDeclaration: Sendable {
    public var key: TypeKey
    public var declared: TypeProperties?
}

/// A library function of the program.
public struct LibfuncDeclaration: Sendable {
    public var name: GenericName
    public var arguments: [GenericArgument]
}

/// A function: its types, the variables of its parameters, and its first statement.
public struct SierraFunction: Sendable {
    public var parameters: [TypeID]
    public var results: [TypeID]
    public var variables: [VariableID]
    public var entry: Int
}

/// One statement.
public enum Statement: Sendable {
    case invocation(Invocation)
    case `return`([VariableID])
}

/// The use of a library function.
public struct Invocation: Sendable {
    public var libfunc: Int
    public var arguments: [VariableID]
    public var branches: [Branch]
}

/// Where an invocation may go on, and what it defines there.
public struct Branch: Sendable {
    /// Nil falls through to the next statement.
    public var target: Int?
    public var results: [VariableID]

    /// The statement that follows when the branch is taken at `statement`.
    public func next(after statement: Int) -> Int { target ?? statement + 1 }
}

extension SierraProgram {
    /// The statement's invocation, nil for a return.
    public func invocation(_ statement: Int) -> Invocation? {
        guard case .invocation(let invocation) = statements[statement] else { return nil }
        return invocation
    }
}
