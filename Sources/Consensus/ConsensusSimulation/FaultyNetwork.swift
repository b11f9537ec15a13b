package import Determinism

/// What goes wrong between the nodes of a simulation: messages lost, repeated and late, partitions, links that fail in one
/// direction.
package struct FaultyNetwork {
    private let settings: SimulationSettings
    /// Faults stop for good when this is false.
    package private(set) var isFaulty = true
    /// The nodes on one side of the partition; empty when the network is whole.
    private var cut: Set<Int> = []
    /// Links that lose everything, as sender * 16 + receiver.
    private var deaf: Set<Int> = []

    package init(_ settings: SimulationSettings) { self.settings = settings }

    /// The delays of the copies of a message that is sent now, in milliseconds: none for one that is lost.
    package func delays(using random: inout SplitMix64, isLost: (inout SplitMix64) -> Bool = { _ in false }) -> [Int] {
        var copies = 1
        if isFaulty {
            if random.chance(percent: settings.lossPercent) || isLost(&random) { return [] }
            if random.chance(percent: settings.duplicatePercent) { copies = 2 }
        }
        return (0..<copies).map { _ in random.number(in: isFaulty ? settings.delayMillis : 1...20) }
    }

    /// Whether there is no partition.
    package var isWhole: Bool { cut.isEmpty }

    /// Whether no partition lies between two nodes.
    package func connects(_ first: Int, _ second: Int) -> Bool { cut.contains(first) == cut.contains(second) }

    /// Whether what one node sends now reaches the other at all.
    package func carries(from sender: Int, to receiver: Int) -> Bool {
        connects(sender, receiver) && !deaf.contains(sender * 16 + receiver)
    }

    package mutating func change(_ fault: NetworkFault) {
        switch fault {
        case .partition(let side): cut = side
        case .heal: cut = []
        case .deafen(let from, let to, true): deaf.insert(from * 16 + to)
        case .deafen(let from, let to, false): deaf.remove(from * 16 + to)
        }
    }

    package mutating func endFaults() {
        isFaulty = false
        cut = []
        deaf = []
    }
}

/// A change of the network.
package enum NetworkFault {
    case partition(Set<Int>)
    case heal
    case deafen(from: Int, to: Int, isDeaf: Bool)
}

extension SimulationSettings {
    /// When the network changes: times and changes, drawn for so many nodes, all of them over at `faultMillis`.
    package func networkFaults(
        nodeCount: Int, using random: inout SplitMix64
    ) -> [(time: Int, fault: NetworkFault)] {
        var list: [(Int, NetworkFault)] = []
        let end = faultMillis, nodes = 0..<nodeCount
        for _ in 0..<partitionCount {
            let start = random.number(in: 0...end - 1)
            let isSingle = random.chance(percent: 50)
            let one = random.number(in: 0...nodeCount - 1)
            let side = nodes.filter { isSingle ? $0 == one : random.chance(percent: 50) }
            list.append((start, .partition(Set(side))))
            list.append((min(end, start + random.number(in: 100...2_500)), .heal))
        }
        for _ in 0..<deafCount {
            let start = random.number(in: 0...end - 1)
            let stop = min(end, start + random.number(in: 100...2_500))
            let from = random.number(in: 0...nodeCount - 1)
            // Either one link, or everything that a node says while it still hears the others.
            let receivers = random.chance(percent: 50) ? Array(nodes) : [random.number(in: 0...nodeCount - 1)]
            for to in receivers {
                list.append((start, .deafen(from: from, to: to, isDeaf: true)))
                list.append((stop, .deafen(from: from, to: to, isDeaf: false)))
            }
        }
        return list
    }
}
