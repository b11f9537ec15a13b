public import ConsensusSimulation
import Determinism
import QuorumCertificates

/// One simulated chain of nodes and what goes wrong in it, all drawn from the seed. Times are simulated milliseconds.
///
/// Whoever runs a simulation can set any of it after it was drawn. What breaks the promises of a single machine (damaged
/// files, wrong clocks, keys that exist twice, hostile votes) hits validators of less than a third of the weight, all of them
/// in `weak`: what a chain promises it promises for the others.
public struct Scenario: Sendable {
    /// The weights, the network's faults and the time in which all faults happen.
    public var network: SimulationSettings
    /// Validators that may fail in every way, of less than a third of the weight.
    public var weak: Set<Int> = []
    /// Process ends (the system lives on), power cuts (what was not synced is gone or torn), and the chance, in thousandths, of
    /// a power cut at every single write and sync.
    public var killCount = 0
    public var powerCutCount = 0
    public var writeFaultPermille = 0
    /// Files of weak validators that are damaged while these are down.
    public var damageCount = 0
    /// Disks that are full for a while.
    public var fullDiskCount = 0
    /// How often every machine is off at once, and for how long at most.
    public var outageCount = 0
    public var longestOutageMillis = 90_000
    /// By how much clocks of weak validators are off; behind when it is negative.
    public var clockErrorMillis = 0...0
    /// Weak validators propose the latest time that is allowed.
    public var hasGreedyClocks = false
    /// A weak validator's key signs on a second machine too.
    public var hasTwin = false
    /// A weak validator floods the others with votes of rounds far ahead.
    public var hasFlood = false
    /// How much longer execution takes on each validator's machine, in percent.
    public var slowness: [Int] = []
    /// Clients, the pause between two transactions of one, and how many of a hundred are sent in two versions to two nodes.
    public var clientCount = 3
    public var clientMillis = 400
    public var conflictPercent = 0
    /// The longest that a transaction may execute; most are much shorter.
    public var costMillisMax = 20
    /// Chance that a node's answer to the prover is wrong while there are faults.
    public var wrongAnswerPercent = 0

    /// The scenario of a seed; `validators` 0 lets the seed say how many there are.
    public init(seed: UInt64, validators: Int = 0) {
        network = SimulationSettings(seed: seed)
        network.equivocator = nil
        network.duplicatePercent = 0
        network.lossPercent = min(network.lossPercent, 15)
        if validators > 0 { network.weights = Array(repeating: 1, count: validators) }
        network.faultMillis = 6_000
        network.recoveryMillisMax = 240_000
        var random = SplitMix64(seed: seed ^ 0x00c4_a151)
        drawWeak(&random)
        killCount = random.number(in: 0...3)
        powerCutCount = random.number(in: 0...3)
        writeFaultPermille = [0, 0, 0, 2, 8][random.number(in: 0...4)]
        damageCount = [0, 0, 1, 4][random.number(in: 0...3)]
        fullDiskCount = [0, 0, 0, 1][random.number(in: 0...3)]
        let clockError = [0, 0, 5_000, 3_600_000][random.number(in: 0...3)]
        clockErrorMillis = -clockError...clockError
        hasGreedyClocks = random.chance(percent: 20)
        hasTwin = random.chance(percent: 15)
        hasFlood = random.chance(percent: 5)
        outageCount = random.chance(percent: 8) ? 1 : 0
        let isSlow = random.chance(percent: 20)
        slowness = network.weights.map { _ in isSlow ? random.number(in: 100...500) : 100 }
        clientCount = random.number(in: 1...4)
        clientMillis = [60, 250, 600][random.number(in: 0...2)]
        conflictPercent = [0, 0, 30][random.number(in: 0...2)]
        costMillisMax = [5, 50, 700][random.number(in: 0...2)]
        wrongAnswerPercent = [0, 0, 20][random.number(in: 0...2)]
    }

    private mutating func drawWeak(_ random: inout SplitMix64) {
        let total = network.weights.reduce(0, +)
        var weight: UInt64 = 0
        for index in network.weights.indices {
            let isWeak = random.chance(percent: 40), added = weight + network.weights[index]
            if isWeak, added * 3 < total {
                weak.insert(index)
                weight = added
            }
        }
    }

    /// No faults of any kind.
    public mutating func removeFaults() {
        network.lossPercent = 0
        network.delayMillis = 1...10
        network.partitionCount = 0
        network.deafCount = 0
        (killCount, powerCutCount, writeFaultPermille, damageCount, fullDiskCount) = (0, 0, 0, 0, 0)
        (clockErrorMillis, hasGreedyClocks, hasTwin, hasFlood) = (0...0, false, false, false)
        (conflictPercent, wrongAnswerPercent, outageCount) = (0, 0, 0)
        slowness = network.weights.map { _ in 100 }
    }
}
