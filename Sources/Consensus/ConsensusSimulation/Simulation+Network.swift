import ConsensusCore
import Determinism
import QuorumCertificates

/// Links, and what nodes answer to each other.
extension Simulation {
    mutating func broadcast(_ message: SimulatedMessage, from sender: Int) {
        for receiver in nodes.indices where receiver != sender { send(message, from: sender, to: receiver) }
    }

    mutating func send(_ message: SimulatedMessage, from sender: Int, to receiver: Int) {
        var copies = 1
        if isFaulty {
            if random.chance(percent: settings.lossPercent) || isSilenced(message, from: sender) { return }
            if random.chance(percent: settings.duplicatePercent) { copies = 2 }
        }
        for _ in 0..<copies {
            let delay = random.number(in: isFaulty ? settings.delayMillis : 1...20)
            queue.add(.deliver(message, from: sender, to: receiver), at: now + delay)
        }
    }

    private mutating func isSilenced(_ message: SimulatedMessage, from sender: Int) -> Bool {
        guard settings.isNetworkHostile, let equivocator = settings.equivocator?.value,
            victim(at: message.height, of: equivocator) == sender
        else { return false }
        return random.chance(percent: 90)
    }

    mutating func deliver(_ message: SimulatedMessage, from sender: Int, to receiver: Int) {
        guard nodes[receiver].isRunning, cut.contains(sender) == cut.contains(receiver),
            !deaf.contains(sender * 16 + receiver)
        else { return }
        switch message {
        case .input(let input): feed(input, to: receiver)
        case .summary(let summary): answer(summary, from: receiver, to: sender)
        case .decision(let certificate): adopt(certificate, at: receiver)
        }
    }

    private mutating func answer(_ summary: HeightSummary, from node: Int, to peer: Int) {
        let height = nodes[node].machine.height
        if summary.height < height, let position = Int(exactly: summary.height.value), position > 0,
            nodes[node].decisions.count >= position
        {
            send(.decision(nodes[node].decisions[position - 1]), from: node, to: peer)
        }
        for input in nodes[node].machine.messages(missingFrom: summary) { send(.input(input), from: node, to: peer) }
    }

    /// A decided block that a peer sent, for a node that fell behind.
    private mutating func adopt(_ certificate: QuorumCertificate, at node: Int) {
        guard certificate.height == nodes[node].machine.height, holds(certificate),
            SimulatedBlocks.isValid(certificate.block)
        else { return }
        commit(certificate, at: node)
    }

    /// Whether a certificate's votes are a quorum and were really signed.
    func holds(_ certificate: QuorumCertificate) -> Bool {
        guard let validators = ValidatorSet(weights: settings.weights) else { return false }
        let step = SimulatedNode.SigningStep(height: certificate.height, round: certificate.round, kind: .precommit)
        do {
            try certificate.check(against: validators) { vote in
                signed[vote.vote.validator.value]?[step]?.contains(certificate.block) == true
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
