import ChainSimulation
import Foundation
import Testing

@Suite struct `Simulated chains of whole nodes` {
    @Test func `run the same way twice`() {
        for seed in [3, 14, 159] as [UInt64] {
            #expect(ChainSimulation(seed: seed).run().digest == ChainSimulation(seed: seed).run().digest)
        }
    }

    @Test func `keep their promises, whatever the seed`() {
        let count = UInt64(ProcessInfo.processInfo.environment["SEEDS"] ?? "200") ?? 200
        let first = UInt64(ProcessInfo.processInfo.environment["SEED"] ?? "0") ?? 0
        let start = Date()
        let result = SeedSweep.run(first..<first + count, threads: 2, scenario: { Scenario(seed: $0) }) { r in
            if ProcessInfo.processInfo.environment["STATS"] != nil {
                print(
                    "run", r.seed, "events", r.eventCount, "ms", r.millis, "height", r.height, "ack", r.acknowledged,
                    r.included, "proven", r.proven, "ends", r.ends, "at", Date().timeIntervalSince(start))
            }
        }
        print("chain simulation: \(result.count) seeds, \(Date().timeIntervalSince(start)) s")
        for failure in result.failures.prefix(1) {
            Issue.record("seed \(failure.seed): \(failure.violations.map(\.text))")
            if ProcessInfo.processInfo.environment["TRACE"] != nil {
                for line in ChainSimulation(seed: failure.seed, isTraced: true).run().timeline { print(line) }
            }
        }
    }
}
