public import CairoVerifying
public import CairoWitness
public import StarkVerifying

/// Why a run could not be proved.
public enum CairoProvingError: Error, Equatable, Sendable {
    /// The parameters are outside what this prover makes: a lifting size, work beyond 32 bits, or a large blowup.
    case unsupportedParameters
    /// No trace can be made of the input.
    case witness(WitnessError)
    /// The claim of the run breaks the rules that a verifier checks: a proof would be refused.
    case claim(ClaimError)
    /// The tables do not fit the preprocessed trace.
    case layout(CairoVerificationError)
    /// The lookups do not cancel: the trace contradicts itself, in this tuple.
    case lookupSum(UnbalancedTuple?)
    /// The proof takes more memory than allowed, however its columns are kept.
    case memory(MemoryShortage)
    /// Columns could not be written to their file or read from it.
    case columnFile
    /// A random choice hit a pole; another channel salt helps. Probability below 2^-90.
    case unlucky
    /// The proof is no longer wanted (`ProvingProgress`).
    case cancelled
    /// The opening failed: with `lowDegree`, some constraint does not hold on the trace.
    case stark(StarkError)
}
