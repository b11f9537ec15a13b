public import CasmModel
public import FiniteFields

/// A Cairo program that runs by itself, as `cairo-execute` builds it: code, hints and entry points.
public struct CairoExecutable: Sendable {
    /// How an entry point is meant to be run.
    public enum Kind: Sendable, Equatable {
        /// From position `offset` with a bootstrap in the code: runs to the end of a proof.
        case standalone
        /// Called by a bootloader.
        case bootloader
    }

    public struct EntryPoint: Sendable {
        public var kind: Kind
        public var offset: Int
        /// The builtins whose pointers are on the stack at the start, in order.
        public var builtins: [Builtin]

        public init(kind: Kind, offset: Int, builtins: [Builtin]) {
            self.kind = kind
            self.offset = offset
            self.builtins = builtins
        }
    }

    public var bytecode: [Felt252]
    public var hints: [PositionedHints]
    public var entryPoints: [EntryPoint]

    public init(bytecode: [Felt252], hints: [PositionedHints], entryPoints: [EntryPoint]) {
        self.bytecode = bytecode
        self.hints = hints
        self.entryPoints = entryPoints
    }
}

extension ProofRun {
    /// A run of the standalone entry point with felts as arguments (one array, as a `main` with serialised arguments
    /// takes it).
    public convenience init(
        _ executable: CairoExecutable, arguments: [Felt252], limits: MachineLimits
    ) throws(MachineError) {
        guard let entry = executable.entryPoints.first(where: { $0.kind == .standalone }), entry.offset == 0 else {
            throw .badProgram
        }
        let program = CairoProgram(
            words: executable.bytecode.map { MemoryValue($0) }, hints: executable.hints, stop: ProofRun.endOffset)
        let parameters = [[RunArgument.array(arguments.map { .felt(MemoryValue($0)) })]]
        try self.init(
            program, layout: .stwo, stack: entry.builtins, limits: limits,
            environment: PlainEnvironment(parameters: parameters))
        machine.mergesDictionaries = true
    }
}
