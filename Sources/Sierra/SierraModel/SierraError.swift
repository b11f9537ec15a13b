/// Why a Sierra program is refused. Places are indices of declarations and statements.
public enum SierraError: Error, Sendable, Equatable {
    /// The felts are not the encoding of a program.
    case malformed
    /// More declarations, statements or work than a class may cost.
    case tooLarge
    /// A declared type that cannot exist.
    case type(Int, SpecializationError)
    /// A type's declared properties are not those it has.
    case typeInformation(Int)
    /// A type declared twice.
    case repeatedType(Int)
    /// A type whose size depends on a type without one.
    case typeSizeMissing(Int)
    /// A type of more than 32,767 cells.
    case typeSizeOverflow(Int)
    /// A declared library function that cannot exist.
    case libfunc(Int, SpecializationError)
    /// A function's parameter or result that cannot be stored.
    case unstorableParameter(function: Int)
    /// A function whose types or first statement are not there.
    case functionOutOfRange(Int)
    /// A statement of an undeclared library function.
    case missingLibfunc(statement: Int)
    /// A statement whose arguments, branches or results are not as many as its library function has.
    case invocationMismatch(statement: Int)
    /// A branch that falls through where it must jump, or the reverse.
    case branchTargetMismatch(statement: Int)
    /// A branch to a statement that does not align branches.
    case branchNotToAlign(statement: Int)
    /// A branch backwards.
    case branchBackwards(statement: Int)
    /// Two branches to one statement.
    case repeatedBranchTarget(statement: Int)
    /// A jump behind the last statement.
    case jumpOutOfRange(statement: Int)
    /// The costs of the program depend on themselves.
    case costCycle
    /// Costs beyond 32 bits.
    case costOverflow
    /// An entry point's cost cannot be the fixed one.
    case entryPointCost(statement: Int)
}

/// Why a type or library function cannot be made from its generic arguments.
public enum SpecializationError: Error, Sendable, Equatable {
    /// No such generic type or library function.
    case unknownName
    /// Another number of generic arguments is expected.
    case argumentCount
    /// A generic argument of a wrong kind or value.
    case unsupportedArgument
    /// A variant that the enum does not have.
    case indexOutOfRange
    /// A function that is not declared.
    case missingFunction
    /// The library function needs a type that the program does not declare.
    case undeclaredType
    /// A type that is not declared, or only later.
    case missingType
}
