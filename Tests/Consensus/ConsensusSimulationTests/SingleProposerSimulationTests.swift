import ConsensusAlgorithms
import ConsensusSimulation
import Determinism
import QuorumCertificates
import SingleProposer
import Testing

/// A validator that offers and acknowledges different blocks to different peers.
struct TwofoldOfferer: Adversary {
    typealias Algorithm = SingleProposer

    static func contradict(
        _ statement: SingleProposerStatement, in simulation: inout Simulation<TwofoldOfferer>, at node: Int
    ) {
        for receiver in simulation.nodeIndices where receiver != node {
            let block =
                simulation.random.chance(percent: 50)
                ? statement.block : simulation.makeBlock(height: statement.height, by: node, isValid: true)
            let other = SingleProposerStatement(
                kind: statement.kind, height: statement.height, block: block, validator: statement.validator)
            simulation.noteSigned(other, at: node)
            simulation.send(other.signed(Simulation<TwofoldOfferer>.signature(of: node)), from: node, to: receiver)
        }
        simulation.noteSigned(statement, at: node)
        simulation.feed(.message(statement.signed(Simulation<TwofoldOfferer>.signature(of: node))), to: node)
    }
}

/// The simulation of networks knows no algorithm either.
@Suite struct `Simulated networks of another algorithm` {
    @Test func `agree and make progress when everyone is honest, whatever else goes wrong`() {
        var heights: UInt64 = 0
        for seed in 0..<200 as Range<UInt64> {
            var simulation = Simulation<TwofoldOfferer>(seed: seed)
            simulation.settings.equivocator = nil
            let report = simulation.run()
            #expect(report.violations.isEmpty, "seed \(seed)")
            heights += report.height.value
        }
        #expect(heights > 600)
    }

    @Test func `never fork under a proposer that offers two blocks, though they may stand`() {
        var contradicted = 0
        for seed in 0..<200 as Range<UInt64> {
            var simulation = Simulation<TwofoldOfferer>(seed: seed)
            simulation.settings.weights = [1, 1, 1, 1]
            simulation.settings.equivocator = SingleProposer.proposer
            let report = simulation.run()
            for violation in report.violations {
                guard case .stuck = violation else {
                    Issue.record("seed \(seed): \(violation)")
                    return
                }
                contradicted += 1
            }
        }
        #expect(contradicted > 0, "the proposer never kept the others from deciding, so it does nothing")
    }
}
