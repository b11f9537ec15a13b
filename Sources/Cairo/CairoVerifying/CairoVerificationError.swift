public import CairoAIR
public import StarkVerifying

/// Why a Cairo proof was rejected: each case is one check of `CairoVerifier`.
public enum CairoVerificationError: Error, Equatable, Sendable {
    /// The claim contradicts itself or the rules of a run.
    case claim(ClaimError)
    /// The proof's parameters are not those that were asked for.
    case parametersDiffer
    /// The parameters are outside what any accepted proof may have.
    case unsupportedParameters
    /// The proof's preprocessed trace is not of the variant that was asked for.
    case variantDiffers
    /// A table reads a preprocessed column that the variant does not have: it is too large for the variant.
    case preprocessedColumnMissing(ComponentKind)
    /// The root of the preprocessed tree is not the known one.
    case preprocessedRoot
    /// No root of the preprocessed tree is known for these parameters.
    case preprocessedRootUnknown
    /// There is not one sum for every table.
    case claimedSumCount
    /// The extra sum of the JSON format is not the sum over the instances.
    case bigClaimedSum
    /// The nonce before the lookup challenges lacks the work.
    case interactionProofOfWork
    /// A public denominator is zero for these challenges; probability below 2^-90.
    case degenerateLookup
    /// Uses and yields of all tables and the public data do not cancel.
    case lookupSum
    /// The samples do not satisfy the constraints.
    case constraints
    /// A polynomial opening was refused.
    case stark(StarkError)
}
