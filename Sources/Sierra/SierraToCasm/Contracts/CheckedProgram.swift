public import SierraModel

/// A contract's program, and what the code of it depends on: the beginning of every compiler of Sierra.
public struct CheckedProgram: Sendable {
    public let module: SierraModule
    /// Gas, computed with the entry points paid for as the network pays them.
    public let metadata: ProgramMetadata
    /// The functions of the entry points, ascending.
    public let entryFunctions: [Int]
}
