public import FiniteFields
public import PackedFields

/// What the domain evaluation of one component reads; the same for every row. Whoever makes one keeps the memory
/// alive and answers for the counts: columns of the component's shape, each of `2^(logSize + 1)` slots.
public struct DomainContext {
    /// Binary logarithm of the table's number of rows; the domain has twice as many.
    public var logSize: UInt32
    public var parameter: M31
    /// Extended columns, in the component's order.
    public var trace: UnsafePointer<UnsafePointer<PackedM31>>
    public var interaction: UnsafePointer<UnsafePointer<PackedM31>>
    public var preprocessed: UnsafePointer<UnsafePointer<PackedM31>>
    /// `weights[i]` multiplies plain constraint i; four weights (times 1, i, u, iu) per LogUp batch.
    public var weights: UnsafePointer<QM31>, logupWeights: UnsafePointer<QM31>
    /// Powers of alpha from 1 on.
    public var alphas: UnsafePointer<QM31>
    public var z: QM31
    /// Claimed sum over the number of rows.
    public var sumShare: QM31

    public init(
        logSize: UInt32, parameter: M31, trace: UnsafePointer<UnsafePointer<PackedM31>>,
        interaction: UnsafePointer<UnsafePointer<PackedM31>>, preprocessed: UnsafePointer<UnsafePointer<PackedM31>>,
        weights: UnsafePointer<QM31>, logupWeights: UnsafePointer<QM31>, alphas: UnsafePointer<QM31>, z: QM31,
        sumShare: QM31
    ) {
        self.logSize = logSize
        self.parameter = parameter
        self.trace = trace
        self.interaction = interaction
        self.preprocessed = preprocessed
        self.weights = weights
        self.logupWeights = logupWeights
        self.alphas = alphas
        self.z = z
        self.sumShare = sumShare
    }
}
