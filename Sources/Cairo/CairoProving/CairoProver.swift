import CairoAIR
public import CairoVerifying
public import CairoWitness
import CircleGroups
import CirclePolynomials
import ConstraintSystems
import FiniteFields
import PackedFields
import StarkProving
import StarkVerifying
import Transcripts
import WorkerPools

/// Proves Cairo runs (STWO §4.3, steps as numbered there): the prover of `CairoVerifier`.
///
/// The interactive view: the prover commits to the tables of the run, the verifier answers with `z` and `alpha`; the
/// prover commits to the running sums of the lookups; the verifier answers with `gamma`, which joins all constraints to
/// one, and with a point outside the domain where it wants all columns opened; the prover opens them and shows that the
/// openings are true. The transcript stands in for the verifier. The result is a function of run and parameters: the
/// number of workers does not change a byte.
///
///     let proof = try CairoProver(parameters: .productionSmall).prove(input)
///
/// Runs on the shared worker pool and needs about 2 GB for a run of 2^18 steps.
public struct CairoProver: Sendable {
    public let parameters: CairoProverParameters
    public init(parameters: CairoProverParameters) { self.parameters = parameters }

    /// Returns the memory that proofs leave for the next one to the system: gigabytes, of a process that waits for work.
    public static func releaseMemory() { ColumnMemory.trim() }

    /// The proof of a run.
    public func prove(
        _ input: ProverInput, progress: ProvingProgress = .silent
    ) throws(CairoProvingError) -> CairoProof {
        try parameters.check()
        try progress.checkWanted()
        let trace = try progress.run(.mainTrace) { () throws(CairoProvingError) -> MainTrace in
            do throws(WitnessError) {
                return try TraceGenerator.generate(input, variant: parameters.variant)
            } catch {
                throw .witness(error)
            }
        }
        var session = try CairoProvingSession(trace: trace, parameters: parameters, progress: progress)
        try progress.checkWanted()
        session.commitMain()
        try progress.checkWanted()
        try session.commitInteraction()
        try progress.checkWanted()
        session.commitComposition()
        try progress.checkWanted()
        return try session.open()
    }
}
