import ConsensusAlgorithms
public import Determinism
import QuorumCertificates

/// A deterministic network of validators of one algorithm: simulated time, lossy and slow links, partitions, crashes with
/// restart from the log, and one validator that signs contradictions. Safety is checked at every decision and every
/// signature, progress once the faults have stopped.
public struct Simulation<Foe: Adversary> {
    public typealias Algorithm = Foe.Algorithm

    let seed: UInt64
    public var settings: SimulationSettings

    /// The one source of chance.
    public var random: SplitMix64
    /// What the adversary remembers.
    public var foe = Foe()
    var queue = EventQueue<SimulatedEvent<Algorithm>>()
    var now = 0
    var nodes: [SimulatedNode<Algorithm>] = []
    var network: FaultyNetwork
    var nonce: UInt64 = 0
    var decided: [Height: BlockID] = [:]
    /// The different things that each validator signed at each position, and all of them.
    var signed: [Int: [SigningPosition: Set<[UInt8]>]] = [:]
    var genuine: [Int: Set<[UInt8]>] = [:]
    var violations: [Violation] = []
    var roundMax = Round.zero
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    var eventCount = 0

    /// The simulation of a seed.
    public init(seed: UInt64) {
        self.seed = seed
        settings = SimulationSettings(seed: seed)
        network = FaultyNetwork(settings)
        random = SplitMix64(seed: seed)
    }

    /// Runs to the end. Stops early at the first violation.
    public mutating func run() -> SimulationReport {
        guard let validators = ValidatorSet(weights: settings.weights) else {
            return SimulationReport(
                seed: seed, violations: [], height: Height(0), eventCount: 0, roundMax: .zero, digest: 0)
        }
        network = FaultyNetwork(settings)
        nodes = validators.indices.map { SimulatedNode(index: $0, validators: validators) }
        planFaults()
        for node in nodes.indices {
            queue.add(.input(.begin(Height(1)), node: node, life: 0), at: random.number(in: 1...50))
            queue.add(.gossip(node: node), at: random.number(in: 1...200))
        }
        var wanted = Height(.max)
        while violations.isEmpty, let (time, event) = queue.next() {
            now = time
            eventCount += 1
            note(event)
            handle(event)
            if case .faultsEnd = event {
                wanted = Height((correctHeights.max() ?? 0) + settings.heightsAfterFaults)
            }
            if !network.isFaulty, let lowest = correctHeights.min() {
                if lowest >= wanted.value { break }
                if now > settings.faultMillis + settings.recoveryMillisMax {
                    violations.append(.stuck(at: Height(lowest), wanted: wanted))
                }
            }
        }
        return SimulationReport(
            seed: seed, violations: violations, height: Height(correctHeights.min() ?? 0), eventCount: eventCount,
            roundMax: roundMax, digest: digest)
    }

    static var domain: [UInt8] { [UInt8](repeating: 7, count: SigningBytes.domainByteCount) }
    static var times: RoundTimes {
        RoundTimes(
            proposal: RisingTime(base: 300, delta: 100, max: 10_300), votes: RisingTime(base: 80, delta: 60, max: 6_080)
        )
    }

    /// What stands for a signature of a node.
    public static func signature(of node: Int) -> [UInt8] { [UInt8(node)] }

    /// All nodes.
    public var nodeIndices: Range<Int> { nodes.indices }

    /// The machine of a node.
    public func machine(of node: Int) -> Algorithm { nodes[node].machine }

    var correctHeights: [UInt64] {
        nodes.filter { $0.index != settings.equivocator }.map(\.machine.place.height.value)
    }

    private mutating func planFaults() {
        let end = settings.faultMillis
        for (time, fault) in settings.networkFaults(nodeCount: nodes.count, using: &random) {
            queue.add(.network(fault), at: time)
        }
        for _ in 0..<settings.crashCount {
            let node = random.number(in: 0...nodes.count - 1)
            guard ValidatorIndex(node) != settings.equivocator else { continue }
            let start = random.number(in: 0...end - 1)
            queue.add(.crash(node: node), at: start)
            queue.add(.restart(node: node), at: min(end, start + random.number(in: 50...2_000)))
        }
        queue.add(.faultsEnd, at: end)
    }

    private mutating func handle(_ event: SimulatedEvent<Algorithm>) {
        switch event {
        case .deliver(let message, let from, let to): deliver(message, from: from, to: to)
        case .input(let input, let node, let life):
            if nodes[node].isRunning, nodes[node].life == life { feed(input, to: node) }
        case .gossip(let node):
            if nodes[node].isRunning { broadcast(.summary(nodes[node].machine.summary), from: node) }
            queue.add(.gossip(node: node), at: now + (network.isFaulty ? settings.gossipMillis : 200))
        case .crash(let node): crash(node)
        case .restart(let node): restart(node)
        case .network(let fault): network.change(fault)
        case .faultsEnd:
            network.endFaults()
            for node in nodes.indices { restart(node) }
        }
    }

    /// FNV-1a over the kind, the time and the place of each event.
    private mutating func note(_ event: SimulatedEvent<Algorithm>) {
        let place: Int =
            switch event {
            case .deliver(_, let from, let to): 1_000 + from * 16 + to
            case .input(_, let node, _): 2_000 + node
            case .gossip(let node): 3_000 + node
            case .crash(let node): 4_000 + node
            case .restart(let node): 5_000 + node
            case .network(.partition(let side)): 6_000 + side.count
            case .network(.heal): 7_000
            case .network(.deafen(let from, let to, _)): 9_000 + from * 16 + to
            case .faultsEnd: 8_000
            }
        for value in [UInt64(now), UInt64(place)] { digest = (digest ^ value) &* 0x0000_0100_0000_01b3 }
    }
}
