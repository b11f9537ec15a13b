import ConsensusEngine
import ConsensusSimulation
import FiniteFields
import Determinism
import QuorumCertificates
import Tendermint
import ValidatorSigning

/// A deterministic chain of whole nodes in simulated time: the consensus engine with its log, signer and messages, the store,
/// the pool with its journal and the prover's queue are those of a node; network, disks, clocks, execution, signatures,
/// clients and proofs are simulated, and fail. One run is one seed.
///
/// ```swift
/// let report = ChainSimulation(seed: 7).run()
/// ```
public final class ChainSimulation {
    let seed: UInt64
    public let scenario: Scenario
    private let isTraced: Bool

    /// The one source of chance, but for what each disk does.
    var random: SplitMix64
    var queue = EventQueue<ChainEvent>()
    let clock = SimulatedClock()
    var network: FaultyNetwork
    var machines: [SimulatedMachine] = []
    let committee: Committee?
    /// Links by machine and machine, the lower first.
    var links: [SimulatedLink] = []
    var clients: [SimulatedClient] = []
    var prover: SimulatedProver?
    /// What was acknowledged to clients, in that order.
    var acknowledged: [Acknowledgement] = []
    /// Where in that list a transaction is.
    var places: [Felt252: Int] = [:]
    var decided: [Height: BlockID] = [:]
    var signed = SignedStatements()
    var violations: [ChainViolation] = []
    var roundMax = Round.zero
    var ends = 0
    var wanted: UInt64?
    /// Everything is where it must come to.
    var isOver = false
    private var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    private var eventCount = 0
    private(set) var timeline: [String] = []

    var now: Int { clock.now }

    /// The simulation of a seed; `scenario` in place of what the seed would draw.
    public init(seed: UInt64, scenario: Scenario? = nil, isTraced: Bool = false) {
        self.seed = seed
        self.isTraced = isTraced
        let scenario = scenario ?? Scenario(seed: seed)
        self.scenario = scenario
        random = SplitMix64(seed: seed)
        network = FaultyNetwork(scenario.network)
        committee = SimulatedCommittee.make(weights: scenario.network.weights)
    }

    /// Runs to the end. Stops early at the first violation.
    public func run() -> ChainReport {
        if committee != nil {
            build()
            planFaults()
            while violations.isEmpty, !isOver, let (time, event) = queue.next() {
                clock.now = time
                eventCount += 1
                note(event)
                handle(event)
            }
        }
        return ChainReport(
            seed: seed, violations: violations, height: heights.min() ?? 0, roundMax: roundMax.value,
            eventCount: eventCount, millis: now, acknowledged: acknowledged.count,
            included: acknowledged.count { $0.isIncluded }, proven: prover?.storedCount ?? 0, ends: ends,
            digest: digest, timeline: timeline)
    }

    private func build() {
        let weights = scenario.network.weights
        for index in weights.indices {
            machines.append(SimulatedMachine(index: index, validator: ValidatorIndex(index), seed: seed))
        }
        if scenario.hasTwin, let weak = scenario.weak.min() {
            machines.append(SimulatedMachine(index: weights.count, validator: ValidatorIndex(weak), seed: seed))
        }
        for machine in machines {
            let isWeak = scenario.weak.contains(machine.validator.value)
            machine.slowness = scenario.slowness[machine.validator.value]
            if isWeak {
                machine.isGreedy = scenario.hasGreedyClocks
                machine.clockError = random.number(in: scenario.clockErrorMillis)
            }
            beginJournal(of: machine, floor: Height(0))
            machine.disk.faultPermille = scenario.writeFaultPermille
        }
        links = machines.flatMap { a in machines.filter { $0.index > a.index }.map { SimulatedLink(a.index, $0.index) }
        }
        prover = try? SimulatedProver(nodeCount: weights.count)
        clients = (0..<scenario.clientCount).map { SimulatedClient(account: $0) }
        for machine in machines { queue.add(.start(machine.index), at: random.number(in: 0...50)) }
        for link in links.indices { queue.add(.connect(link), at: random.number(in: 50...100)) }
        for client in clients.indices { queue.add(.client(client), at: random.number(in: 100...600)) }
        queue.add(.prover, at: 200)
        if scenario.hasFlood { queue.add(.flood, at: 300) }
    }

    private func planFaults() {
        for (time, fault) in scenario.network.networkFaults(nodeCount: machines.count, using: &random) {
            queue.add(.network(fault), at: time)
        }
        let end = scenario.network.faultMillis, weak = scenario.weak.sorted()
        func plan(_ count: Int, _ machines: [Int], _ event: (Int) -> ChainEvent) {
            for _ in 0..<count where !machines.isEmpty {
                let machine = machines[random.number(in: 0...machines.count - 1)]
                queue.add(event(machine), at: random.number(in: 200...end - 1))
            }
        }
        let all = machines.map(\.index)
        plan(scenario.killCount, all) { .kill($0) }
        plan(scenario.powerCutCount, all) { .powerCut($0) }
        plan(scenario.fullDiskCount, all) { .fullDisk($0) }
        plan(scenario.damageCount, weak) { .damage($0) }
        if machines.count > scenario.network.weights.count { plan(4, [machines.count - 1]) { .reconnect($0) } }
        for _ in 0..<scenario.outageCount {
            queue.add(.outage(isPowerCut: random.chance(percent: 50)), at: random.number(in: 1_000...end - 1))
        }
        if scenario.hasFlood {
            // While no half has a quorum, a height lasts and what it makes nodes hold grows.
            let half = Set(machines.indices.filter { $0 % 2 == 0 }), start = random.number(in: 500...end / 3)
            queue.add(.network(.partition(half)), at: start)
            queue.add(.network(.heal), at: end - 1)
        }
        queue.add(.faultsEnd, at: end)
    }

    /// Adds a line to the timeline; `node` nil for what happens to no node.
    func trace(_ node: Int?, _ text: @autoclosure () -> String) {
        guard isTraced else { return }
        let time = String(now), place = node.map { "node \($0)" } ?? "chain"
        timeline.append(
            String(repeating: " ", count: max(0, 7 - time.count)) + time + " ms  "
                + place + String(repeating: " ", count: max(0, 8 - place.count)) + text())
    }

    func report(_ violation: ChainViolation) {
        violations.append(violation)
        trace(nil, "VIOLATION: \(violation.text)")
    }

    /// FNV-1a over the time and the place of each event.
    private func note(_ event: ChainEvent) {
        for value in [UInt64(now), event.mark] { digest = (digest ^ value) &* 0x0000_0100_0000_01b3 }
    }
}
