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
/// Runs on the shared worker pool. How much memory a proof takes is known before (`estimate`), and can be bounded (`memory`).
public struct CairoProver: Sendable {
    public let parameters: CairoProverParameters
    public let memory: ProvingMemory

    public init(parameters: CairoProverParameters, memory: ProvingMemory = .unlimited) {
        self.parameters = parameters
        self.memory = memory
    }

    /// Returns the memory that proofs leave for the next one to the system: gigabytes, of a process that waits for work.
    public static func releaseMemory() {
        PreprocessedCommitment.release()
        ColumnMemory.trim()
    }

    /// What the proof of a run will take.
    public func estimate(_ input: ProverInput) throws(CairoProvingError) -> ProvingEstimate {
        try parameters.check()
        return try ProvingEstimate(input, parameters: parameters)
    }

    /// How the memory allowed is used for a proof; throws where it is not enough.
    public func plan(_ estimate: ProvingEstimate) throws(CairoProvingError) -> ProvingPlan {
        try memory.plan(estimate)
    }

    /// The proof of a run. `chosen`: the plan of an estimate of this run; it is made here when there is none.
    public func prove(
        _ input: ProverInput, by chosen: ProvingPlan? = nil, progress: ProvingProgress = .silent
    ) throws(CairoProvingError) -> CairoProof {
        try parameters.check()
        let plan: ProvingPlan
        if let chosen { plan = chosen } else { plan = try memory.plan(estimate(input)) }
        try progress.checkWanted()
        // Free columns beyond what is needed at once go back on the way.
        ColumnMemory.keep(within: ColumnMemory.use.live + plan.columnBytes)
        do throws(CairoProvingError) {
            return try prove(input, plan, progress)
        } catch .lookupSum(nil) {
            // The values by row are gone; they are made again for the reason.
            throw .lookupSum(try trace(input).unbalancedTuple())
        }
    }

    private func trace(_ input: ProverInput) throws(CairoProvingError) -> MainTrace {
        do throws(WitnessError) { return try TraceGenerator.generate(input, variant: parameters.variant) } catch {
            throw .witness(error)
        }
    }

    private func prove(
        _ input: ProverInput, _ plan: ProvingPlan, _ progress: ProvingProgress
    ) throws(CairoProvingError) -> CairoProof {
        var session = try CairoProvingSession(
            trace: progress.run(.mainTrace) { () throws(CairoProvingError) in try trace(input) },
            parameters: parameters, memory: plan, progress: progress)
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
