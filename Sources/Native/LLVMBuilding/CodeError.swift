/// What LLVM does not do, in its words.
public struct CodeError: Error, Equatable, Sendable {
    public let message: String
}
