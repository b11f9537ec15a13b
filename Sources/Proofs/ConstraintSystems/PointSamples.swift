public import FiniteFields

/// What the verifier knows of one table: its size and the values of its columns at the out-of-domain point.
public struct PointSamples: Sendable {
    /// Binary logarithm of the number of rows.
    public var logSize: UInt32
    /// The public parameter, 0 where the component has none.
    public var parameter: M31
    /// One value per main column.
    public var trace: [QM31]
    /// The interaction columns' values in commit order; each of the last four columns has two, at the previous row
    /// and at the current one (STWO §4.5).
    public var interaction: [QM31]
    /// One value per preprocessed column, in the order in which the component reads them.
    public var preprocessed: [QM31]
    /// The table's share of the LogUp sum.
    public var claimedSum: QM31

    /// Nothing is checked here: `PointEvaluator.finish()` answers nil when the numbers of values do not fit.
    public init(
        logSize: UInt32, parameter: M31, trace: [QM31], interaction: [QM31], preprocessed: [QM31], claimedSum: QM31
    ) {
        self.logSize = logSize
        self.parameter = parameter
        self.trace = trace
        self.interaction = interaction
        self.preprocessed = preprocessed
        self.claimedSum = claimedSum
    }
}
