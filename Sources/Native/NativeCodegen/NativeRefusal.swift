/// Why a class gets no native code; it runs on the machine then.
public enum NativeRefusal: Error, Equatable, Sendable {
    /// A library function, by its declaration, that has no native form.
    case operation(libfunc: Int)
    /// A type, by its declaration, that has no native values.
    case type(Int)
    /// A statement whose variables are not those that the library function takes.
    case variables(statement: Int)
    /// An entry point whose function does not take calldata and give a result.
    case entryPoint(function: Int)
    /// More code than the compiler may be given.
    case budget(NativeBudget.Excess)
    /// What the code generator itself says.
    case code(String)
}
