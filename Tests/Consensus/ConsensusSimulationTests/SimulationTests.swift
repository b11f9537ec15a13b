import ConsensusAlgorithms
import TendermintSimulation
import ConsensusSimulation
import Foundation
import QuorumCertificates
import Testing

/// That the simulation would find a broken core is shown by `make mutants`, which plants the faults.
@Suite struct `Simulated networks` {
    static let seedCount: UInt64 = ProcessInfo.processInfo.environment["STARLING_LONG"] == nil ? 400 : 1_000

    @Test func `agree and make progress under faults, whatever the seed`() {
        var heights: UInt64 = 0, events = 0, rounds = Round.zero
        for seed in 0..<Self.seedCount {
            var simulation = TendermintSimulation(seed: seed)
            let report = simulation.run()
            // The first violation says enough, and planted faults (`make mutants`) show one soon.
            if !report.violations.isEmpty {
                Issue.record("seed \(seed): \(report.violations)")
                return
            }
            heights += report.height.value
            events += report.eventCount
            rounds = max(rounds, report.roundMax)
        }
        print(
            "consensus simulation: seeds 0..<\(Self.seedCount), \(heights) heights, \(events) events, highest round \(rounds)"
        )
        #expect(rounds > .zero, "the faults never cost a round, so they test nothing")
    }

    @Test func `run the same way twice`() {
        for seed in [3, 14, 159, 2_653] as [UInt64] {
            var first = TendermintSimulation(seed: seed), second = TendermintSimulation(seed: seed)
            #expect(first.run().digest == second.run().digest, "seed \(seed)")
        }
    }
}
