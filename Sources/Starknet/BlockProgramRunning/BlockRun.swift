public import BlockPrograms
public import CairoMachine
public import CasmModel
public import FiniteFields

/// A block program on the machine: no execution of system calls, everything the contracts read stands in the program
/// (block program §8).
///
///     let run = try BlockRun(program, classes: { classes[$0] })
///     let relocated = try run.run()
///     let input = try ProverInput(relocated)
public final class BlockRun {
    /// Why a block program did not run through. An honest recording never ends here.
    public enum Failure: Error, Equatable, Sendable {
        /// A class of the manifest was not handed in, or its code has another length than in the program.
        case classMissing(Felt252)
        /// The run ended early; `frame` is the frame that ran, if any.
        case stopped(MachineError, step: UInt64, frame: Int?)
    }

    public let program: BlockProgram
    private let proofRun: ProofRun

    /// Loads a generated program. `classes`: the hints of each class by class hash.
    public init(
        _ program: BlockProgram, steps: UInt64 = 1 << 27, classes: (Felt252) -> CasmClass?
    ) throws(Failure) {
        self.program = program
        var hints: [PositionedHints] = []
        for (index, hash) in program.manifest.classHashes.enumerated() {
            guard let casm = classes(hash), index < program.layout.classBases.count else {
                throw .classMissing(hash)
            }
            let base = program.layout.classBases[index]
            let end =
                index + 1 < program.layout.classBases.count
                ? program.layout.classBases[index + 1] : program.layout.costs
            guard base + casm.bytecode.count + 2 == end else { throw .classMissing(hash) }
            for entry in casm.hints {
                hints.append(PositionedHints(position: base + entry.position, hints: entry.hints))
            }
        }
        let words: [MemoryValue?] = program.cells.map { cell in
            switch cell {
            case .felt(let felt): MemoryValue(felt)
            case .pointer(let offset): MemoryValue(MachineAddress(segment: 0, offset: UInt64(max(offset, 0))))
            case .advice: nil
            }
        }
        let code = CairoProgram(
            words: words, hints: hints,
            marks: program.layout.calls.map { CairoProgram.Mark(position: $0.offset, number: $0.frame) },
            stop: ProofRun.endOffset)
        do {
            // Memory grows with the steps: a block of a million steps needs some ten million cells.
            let limits = MachineLimits(steps: steps, cells: 1 << 28)
            proofRun = try ProofRun(
                code, layout: .complete, stack: Builtin.proven, limits: limits,
                environment: BlockRunEnvironment(program.plan))
        } catch {
            throw .stopped(error, step: 0, frame: nil)
        }
    }

    /// The steps before the endless jump.
    public var mainSteps: UInt64 { proofRun.mainSteps }

    /// Runs the program to its end and relocates memory and trace.
    public func run() throws(Failure) -> RelocatedRun {
        do {
            try proofRun.run()
            return try proofRun.relocated()
        } catch {
            throw .stopped(error, step: proofRun.machine.steps, frame: proofRun.machine.lastMark)
        }
    }
}
