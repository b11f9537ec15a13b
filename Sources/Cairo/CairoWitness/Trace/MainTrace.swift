public import CairoVerifying

/// The main trace of a run: what it claims, and its tables in the order of claim and commitment.
public struct MainTrace: Sendable {
    public let claim: CairoClaim
    public let tables: [TableTrace]
}
