public import CasmModel
public import FiniteFields

/// A compiled Cairo 0 program for proof mode: its `__start__` is the bootstrap at position 0.
public struct ZeroProgram: Sendable {
    public struct PositionedHint: Sendable {
        public var position: Int
        public var hints: [ZeroHint]

        public init(position: Int, hints: [ZeroHint]) {
            self.position = position
            self.hints = hints
        }
    }

    public var words: [Felt252]
    /// The builtins that `main` takes and returns, in order.
    public var builtins: [Builtin]
    public var hints: [PositionedHint]

    public init(words: [Felt252], builtins: [Builtin], hints: [PositionedHint]) {
        self.words = words
        self.builtins = builtins
        self.hints = hints
    }
}

extension ProofRun {
    /// A run of a Cairo 0 program in the reference's layout for stwo.
    public convenience init(_ program: ZeroProgram, limits: MachineLimits) throws(MachineError) {
        let code = CairoProgram(
            words: program.words.map { MemoryValue($0) },
            actions: program.hints.map { ($0.position, .zero($0.hints)) }, stop: ProofRun.endOffset)
        try self.init(
            code, layout: .stwo, stack: program.builtins, limits: limits, environment: PlainEnvironment())
    }
}
