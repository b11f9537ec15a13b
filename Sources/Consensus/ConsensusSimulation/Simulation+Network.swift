public import ConsensusAlgorithms
import Determinism
public import QuorumCertificates

/// Links, and what nodes answer to each other.
extension Simulation {
    /// Sends a message over the network, which may lose, repeat and delay it.
    public mutating func send(_ message: Algorithm.Message, from sender: Int, to receiver: Int) {
        send(.message(message), from: sender, to: receiver)
    }

    mutating func broadcast(_ packet: SimulatedPacket<Algorithm>, from sender: Int) {
        for receiver in nodes.indices where receiver != sender { send(packet, from: sender, to: receiver) }
    }

    mutating func send(_ packet: SimulatedPacket<Algorithm>, from sender: Int, to receiver: Int) {
        var draw = random
        let delays = network.delays(using: &draw) { isSilenced(packet, from: sender, &$0) }
        random = draw
        for delay in delays { queue.add(.deliver(packet, from: sender, to: receiver), at: now + delay) }
    }

    /// The node that the adversary tries to split off at a height, if that is its plan there.
    public func victim(at height: Height, of node: Int) -> Int? {
        var random = SplitMix64(seed: seed ^ height.value &* 0x9e37_79b9)
        guard random.chance(percent: 60) else { return nil }
        return (node + random.number(in: 1...nodes.count - 1)) % nodes.count
    }

    private func isSilenced(
        _ packet: SimulatedPacket<Algorithm>, from sender: Int, _ random: inout SplitMix64
    ) -> Bool {
        guard settings.isNetworkHostile, let equivocator = settings.equivocator?.value,
            victim(at: packet.height, of: equivocator) == sender
        else { return false }
        return random.chance(percent: 90)
    }

    mutating func deliver(_ packet: SimulatedPacket<Algorithm>, from sender: Int, to receiver: Int) {
        guard nodes[receiver].isRunning, network.carries(from: sender, to: receiver) else { return }
        switch packet {
        case .message(let message): feed(.message(message), to: receiver)
        case .summary(let summary): answer(summary, from: receiver, to: sender)
        case .decision(let certificate): adopt(certificate, at: receiver)
        }
    }

    private mutating func answer(_ summary: Algorithm.Summary, from node: Int, to peer: Int) {
        let height = nodes[node].machine.place.height
        if summary.height < height, let position = Int(exactly: summary.height.value), position > 0,
            nodes[node].decisions.count >= position
        {
            send(.decision(nodes[node].decisions[position - 1]), from: node, to: peer)
        }
        for message in nodes[node].machine.messages(missingFrom: summary) { send(message, from: node, to: peer) }
    }

    /// A decided block that a peer sent, for a node that fell behind.
    private mutating func adopt(_ certificate: Algorithm.Certificate, at node: Int) {
        guard certificate.height == nodes[node].machine.place.height, holds(certificate),
            SimulatedBlocks.isValid(certificate.block)
        else { return }
        commit(certificate, at: node)
    }

    /// Whether a certificate's signatures are a quorum and were really made.
    func holds(_ certificate: Algorithm.Certificate) -> Bool {
        guard let validators = ValidatorSet(weights: settings.weights) else { return false }
        do {
            try certificate.check(against: validators, domain: Self.domain) { claim in
                genuine[claim.validator.value]?.contains(claim.signedBytes) == true
            }
            return true
        } catch {
            return false
        }
    }
}

/// The blocks of a simulation: the id says where a block comes from and whether it is valid.
enum SimulatedBlocks {
    static func make(height: Height, node: Int, nonce: UInt64, isValid: Bool) -> BlockID {
        BlockID(words: height.value, UInt64(node), isValid ? 1 : 0, nonce)
    }

    static func isValid(_ block: BlockID) -> Bool { block.bytes[23] == 1 }
}
