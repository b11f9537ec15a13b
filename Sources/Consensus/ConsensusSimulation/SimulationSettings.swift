import Determinism
public import QuorumCertificates

/// One simulated network and what goes wrong in it, all drawn from the seed. Times are simulated milliseconds.
public struct SimulationSettings: Sendable {
    /// The weight of each validator.
    public var weights: [UInt64]
    /// The validator that signs contradicting messages, if one does.
    public var equivocator: ValidatorIndex?
    /// Whether the network helps the equivocator: what its victim of a height says there gets lost. Safety must
    /// hold whatever the network does.
    public var isNetworkHostile = false
    public var lossPercent: Int
    public var delayMillis: ClosedRange<Int>
    /// Chance that a message arrives twice.
    public var duplicatePercent: Int
    /// Partitions during the faults: half of them cut off a single validator.
    public var partitionCount: Int
    /// Links that fail in one direction for a while.
    public var deafCount: Int
    /// How often a node tells its peers what it has.
    public var gossipMillis: Int
    public var crashCount: Int
    /// Chance to crash at each of the points around a signature.
    public var crashPointPercent: Int
    /// Chance that a node finds a new block's time ahead of its clock while there are faults.
    public var untimelyPercent: Int
    /// Faults stop at this time; from then on the network must decide.
    public var faultMillis = 6_000
    /// How long it may take to decide `heightsAfterFaults` more heights.
    public var recoveryMillisMax = 60_000
    public var heightsAfterFaults: UInt64 = 3

    /// The settings of a seed.
    public init(seed: UInt64) {
        var random = SplitMix64(seed: seed ^ 0x5e77_1965)
        let count = random.number(in: 4...7)
        weights = (0..<count).map { _ in 1 }
        if random.chance(percent: 25) { weights = weights.map { _ in UInt64(random.number(in: 1...3)) } }
        if random.chance(percent: 60) {
            let candidate = random.number(in: 0...count - 1)
            if weights[candidate] * 3 < weights.reduce(0, +) { equivocator = ValidatorIndex(candidate) }
            isNetworkHostile = random.chance(percent: 50)
        }
        lossPercent = [0, 5, 15, 30, 45][random.number(in: 0...4)]
        delayMillis = [1...10, 1...60, 5...200, 20...400][random.number(in: 0...3)]
        duplicatePercent = [0, 0, 10][random.number(in: 0...2)]
        partitionCount = [0, 2, 5, 12][random.number(in: 0...3)]
        deafCount = [0, 0, 10, 40][random.number(in: 0...3)]
        gossipMillis = [200, 500, 1_500][random.number(in: 0...2)]
        crashCount = random.number(in: 0...4)
        crashPointPercent = [0, 0, 2][random.number(in: 0...2)]
        untimelyPercent = [0, 0, 10, 40][random.number(in: 0...3)]
    }
}
