/// A value in the code of a library function.
struct Variable: Equatable {
    let index: Int

    static func + (a: Variable, b: Variable) -> Term { .operation(.add, a, b) }
    static func - (a: Variable, b: Variable) -> Term { .operation(.subtract, a, b) }
    static func * (a: Variable, b: Variable) -> Term { .operation(.multiply, a, b) }
    static func / (a: Variable, b: Variable) -> Term { .operation(.divide, a, b) }

    /// What stands at the variable's address plus an offset.
    subscript(offset: Int16) -> Term { .member(self, offset) }
}

/// What a variable may be set or compared to.
enum Term {
    case variable(Variable)
    case operation(CellOperator, Variable, Variable)
    case member(Variable, Int16)
}

/// A place in the code of a library function.
struct Label: Equatable {
    let index: Int
}
