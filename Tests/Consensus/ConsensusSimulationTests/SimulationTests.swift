import ConsensusCore
import ConsensusSimulation
import Foundation
import QuorumCertificates
import Testing

@Suite struct `Simulated networks` {
    static let seedCount: UInt64 = ProcessInfo.processInfo.environment["STARLING_LONG"] == nil ? 400 : 1_000

    /// Runs seeds until one shows a violation; nil when none does.
    private func firstViolation(
        seeds: Range<UInt64>, prepare: (inout Simulation) -> Void = { _ in }
    ) -> SimulationReport? {
        for seed in seeds {
            var simulation = Simulation(seed: seed)
            prepare(&simulation)
            let report = simulation.run()
            if !report.violations.isEmpty { return report }
        }
        return nil
    }

    @Test func `agree and make progress under faults, whatever the seed`() {
        var heights: UInt64 = 0, events = 0, rounds = Round.zero
        for seed in 0..<Self.seedCount {
            var simulation = Simulation(seed: seed)
            let report = simulation.run()
            #expect(report.violations.isEmpty, "seed \(seed): \(report.violations)")
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
            var first = Simulation(seed: seed), second = Simulation(seed: seed)
            #expect(first.run().digest == second.run().digest, "seed \(seed)")
        }
    }

    @Test(arguments: PlantedFault.allCases)
    func `find a broken core within 1000 seeds`(_ fault: PlantedFault) throws {
        let report = try #require(firstViolation(seeds: 0..<1_000) { $0.fault = fault }, "\(fault) was not found")
        print("planted \(fault): seed \(report.seed), \(report.violations)")
    }

    @Test func `find a node without a write-ahead log within 1000 seeds`() throws {
        let report = try #require(firstViolation(seeds: 0..<1_000) { $0.losesLog = true })
        print("planted loss of the log: seed \(report.seed), \(report.violations)")
    }
}
