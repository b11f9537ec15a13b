public import FiniteFields
public import PackedFields

/// What the interaction trace of one component is made from. Whoever makes one keeps the memory alive and answers for
/// the counts: columns of the component's shape, each of `2^logSize` slots.
public struct InteractionContext {
    public var logSize: UInt32
    public var parameter: M31
    /// Batches of the component: a fourth of its interaction columns.
    public var batches: Int
    public var trace: UnsafePointer<UnsafePointer<PackedM31>>
    public var preprocessed: UnsafePointer<UnsafePointer<PackedM31>>
    public var output: UnsafePointer<UnsafeMutablePointer<PackedM31>>
    /// Powers of alpha from 1 on.
    public var alphas: UnsafePointer<QM31>
    public var z: QM31

    public init(
        logSize: UInt32, parameter: M31, batches: Int, trace: UnsafePointer<UnsafePointer<PackedM31>>,
        preprocessed: UnsafePointer<UnsafePointer<PackedM31>>,
        output: UnsafePointer<UnsafeMutablePointer<PackedM31>>, alphas: UnsafePointer<QM31>, z: QM31
    ) {
        self.logSize = logSize
        self.parameter = parameter
        self.batches = batches
        self.trace = trace
        self.preprocessed = preprocessed
        self.output = output
        self.alphas = alphas
        self.z = z
    }
}
