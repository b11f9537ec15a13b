public import SierraModel

/// Why a class has no CASM. Numbers are indices of statements, declarations or entry points.
public enum CompilationError: Error, Sendable, Equatable {
    /// The program itself is refused.
    case sierra(SierraError)
    /// A Sierra version that this compiler does not read.
    case unsupportedVersion(SierraVersion)
    /// A Sierra version before 1.4.0, whose costs are the solution of equations; not supported.
    case equationsVersion(SierraVersion)
    /// A library function that classes may not use.
    case libfuncNotAllowed(Int)
    /// A library function that is newer than the class's Sierra version.
    case libfuncTooNew(Int)

    /// More code than allowed.
    case codeTooLarge
    /// More work or memory than compiling a class may take.
    case tooMuchWork
    /// Constant segments that are not numbered from zero in order.
    case constantSegments
    /// A constant that cannot be written as cells.
    case constant

    /// A statement that nothing leads to.
    case unreachable(statement: Int)
    /// A statement of two functions.
    case sharedStatement(Int)
    /// A statement that is met twice though it may not.
    case convergence(statement: Int)
    /// A statement that is met with different variables.
    case differentVariables(statement: Int)
    /// A statement that is met with different `ap`, locals or gas.
    case differentEnvironments(statement: Int)
    /// A variable that is used but not defined.
    case undefinedVariable(statement: Int)
    /// A variable that is defined twice.
    case repeatedVariable(statement: Int)
    /// A variable left over at a return.
    case danglingVariable(statement: Int)
    /// A variable of another type than expected.
    case typeMismatch(statement: Int)
    /// A variable whose cells cannot be reached any longer.
    case lostVariable(statement: Int)
    /// A value whose cells are not of the form that the library function needs.
    case invalidReference(statement: Int)
    /// Results of a return that are not on top of the stack.
    case resultsNotOnStack(statement: Int)
    /// Following `ap` where it is followed already.
    case apTrackingEnabled(statement: Int)
    /// A function that moves `ap` differently from what is known of it.
    case functionApChange(statement: Int)
    /// Locals allocated or finalised where that is not possible.
    case locals(statement: Int)
    /// Less gas in the wallet than is spent.
    case outOfGas(statement: Int)
    /// Amounts below zero or at a statement that can have none.
    case gasAmounts(statement: Int)
    /// Several branches that lead to a statement which does not align them.
    case branchAlignExpected(statement: Int)
    /// An output that the circuit does not have.
    case circuitOutput(statement: Int)
    /// Code that contradicts the library function's metadata: a defect of the compiler.
    case metadataMismatch(statement: Int)

    /// The code of a function is left by a jump, or no function begins at the first statement.
    case segmentation(statement: Int)
    /// An entry point whose function does not exist.
    case entryPointFunction
    /// An entry point's function does not take and return what entry points do.
    case entryPointSignature
    /// A builtin that entry points cannot have, or builtins in another order than theirs.
    case entryPointBuiltins
    /// More than one constructor, or one with another selector.
    case constructor
    /// Entry points that are not sorted by their selectors.
    case entryPointOrder
    /// Two entry points with one selector.
    case repeatedSelector
    /// A function that is the function of more than two entry points.
    case repeatedFunction
    /// The finished class breaks a rule of compiled classes.
    case invalidClass
}
