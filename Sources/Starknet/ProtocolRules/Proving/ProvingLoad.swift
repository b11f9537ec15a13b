public import BlockPrograms
import CasmModel

/// What executions ask of the prover, as counts that every engine has: gas, builtins, frames, felts of data. From them
/// follow bounds of what a machine that proves them would count: steps and cells of memory.
///
/// Loads of executions add up to the load of a block.
public struct ProvingLoad: Sendable, Equatable {
    /// The gas that paid for the machine's work alone: `gasPerStep` a step, `gasPerHole` a cell of the stack that nothing
    /// fills. What of it was put back or never used is in it as well; see `FrameRecording.machineGas`.
    public var machineGas: UInt64 = 0
    /// Instances of each builtin.
    public var builtins = BuiltinCounts()
    public var frames: UInt64 = 0
    /// Arrays that requests name or calls return, empty ones left out.
    public var arrays: UInt64 = 0
    /// Felts that the block's program holds as data, and that recordings and proofs carry: transcripts, arrays, calldata,
    /// what contracts see of transactions, dictionaries' books.
    public var dataFelts: UInt64 = 0
    /// Words of the code of all classes, each once.
    public var codeWords: UInt64 = 0
    public var classes: UInt64 = 0
    /// Places of the state that proofs open: cells, contracts, classes, each once.
    public var places: UInt64 = 0

    /// Nothing is asked.
    public init() {}

    /// What a step of the machine costs at least.
    static let gasPerStep: UInt64 = 100
    /// What a cell of the stack that no step fills costs.
    static let gasPerHole: UInt64 = 10
    /// The program's own part: bootstrap, comparison routines, costs, final pointers.
    private static let ownCells: UInt64 = 512, ownSteps: UInt64 = 64
    /// A frame's own part of the program: its call with its checks, and its execution info.
    private static let frameCells: UInt64 = 160, frameSteps: UInt64 = 64
    /// The comparison of an array with its expected contents, and the rest of the memory that it lies in.
    private static let arrayCells: UInt64 = 72, arraySteps: UInt64 = 32
    /// A felt of data: itself, as much again of the memory that it lies in, and a cell of its comparison in two steps.
    private static let feltCells: UInt64 = 3, feltSteps: UInt64 = 3
    /// An instance of a modular builtin besides its own cells: a number and the places of three.
    private static let modularCells: UInt64 = 8

    /// No run of the program takes more steps: rows of all opcodes' tables together.
    public var steps: UInt64 {
        Self.ownSteps + machineGas / Self.gasPerStep + frames * Self.frameSteps + arrays * Self.arraySteps
            + dataFelts * Self.feltSteps
    }

    /// No run of the program has more addresses. All gas might have been paid for holes: nobody counts those but a machine.
    public var cells: UInt64 {
        var cells = Self.ownCells + machineGas / Self.gasPerHole + frames * Self.frameCells
        cells += arrays * Self.arrayCells + dataFelts * Self.feltCells + codeWords + 2 * classes
        for builtin in Builtin.proven {
            cells += Self.padded(builtins[builtin]) * UInt64(builtin.cellsPerInstance)
        }
        return cells + UInt64(builtins[.addMod] + builtins[.mulMod]) * Self.modularCells
    }

    /// Rows of a builtin's table: a power of two, 16 at least; none where it is not used.
    private static func padded(_ instances: Int) -> UInt64 {
        guard instances > 0 else { return 0 }
        var rows: UInt64 = 16
        while rows < UInt64(instances) { rows *= 2 }
        return rows
    }

    /// Both together, in one block.
    public static func + (a: ProvingLoad, b: ProvingLoad) -> ProvingLoad {
        var sum = a
        sum.machineGas += b.machineGas
        for builtin in Builtin.allCases { sum.builtins[builtin] += b.builtins[builtin] }
        sum.frames += b.frames
        sum.arrays += b.arrays
        sum.dataFelts += b.dataFelts
        sum.codeWords += b.codeWords
        sum.classes += b.classes
        sum.places += b.places
        return sum
    }
}
