public import BlockProgramRunning
public import BlockPrograms
public import BlockVerifying
import CairoMachine
public import CairoProving
public import CairoVerifying
public import CairoWitness
public import CasmModel
public import FiniteFields
public import StateTries

/// Why the execution of a block could not be proven.
public enum BlockProvingError: Error, Equatable, Sendable {
    /// The recording gives no program.
    case generation(BlockProgramError)
    /// The program did not run through.
    case run(BlockRun.Failure)
    /// The run gives no trace.
    case witness(WitnessError)
    /// The trace gives no proof.
    case proving(CairoProvingError)
}

/// A proof of a block's execution: its program, generated from the recording, the program's run, and the proof of that.
///
/// Nothing is fetched, stored or verified here: the same recording and classes give the same proof everywhere.
public struct ExecutionProof: Sendable {
    /// The block's number.
    public let number: UInt64
    public let program: BlockProgram
    /// The proof with the program in its public data, as the Cairo verifier reads it.
    public let cairo: CairoProof
    /// What the execution read and changed of the state.
    public let opening: StateOpening
    /// Steps of the run.
    public let steps: UInt64

    /// Proves a recorded execution: seconds, and some gigabytes of memory. `progress` is told of the proof's phases, and can
    /// end it between two of them.
    ///
    /// - Parameters:
    ///   - memory: what the proof may take.
    ///   - classes: the classes that the recording names, with their hints.
    public init(
        of recording: BlockRecording, number: UInt64, opening: StateOpening,
        mode: BlockProgramGenerator.Mode = .placed, memory: ProvingMemory = .unlimited,
        progress: ProvingProgress = .silent,
        classes: @escaping (Felt252) -> CasmClass?
    ) throws(BlockProvingError) {
        func checkWanted() throws(BlockProvingError) {
            do { try progress.checkWanted() } catch { throw .proving(error) }
        }
        let program: BlockProgram
        do {
            program = try BlockProgramGenerator.generate(recording, mode: mode, provable: ProvableBuiltins.all) {
                classes($0)?.bytecode
            }
        } catch { throw .generation(error) }
        try checkWanted()
        let run: BlockRun, relocated: RelocatedRun
        do throws(BlockRun.Failure) {
            run = try BlockRun(program, classes: classes)
            relocated = try run.run()
        } catch { throw .run(error) }
        try checkWanted()
        let input: ProverInput
        do { input = try ProverInput(relocated, for: CairoProverParameters.productionSmall.variant) } catch {
            throw .witness(error)
        }
        do {
            cairo = try CairoProver(parameters: .productionSmall, memory: memory).prove(input, progress: progress)
        } catch { throw .proving(error) }
        self.number = number
        self.program = program
        self.opening = opening
        steps = run.mainSteps
    }

    /// What a verifier is given. The program is left out of it, being a function of manifest and classes; its data area,
    /// where the run filled the cells that advice fills, is what the proof's public memory holds.
    public var blockProof: BlockProof {
        var stripped = cairo
        stripped.claim.publicData.program = []
        let data = cairo.claim.publicData.program.dropFirst(program.layout.codeCount).map(\.felt)
        return BlockProof(
            blockNumber: number, manifest: program.manifest, data: data, opening: opening, cairo: stripped)
    }
}
