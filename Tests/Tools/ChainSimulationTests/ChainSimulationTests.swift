import ChainSimulation
import ConsensusSimulation
import Foundation
import Testing

@Suite struct `Simulated chains of whole nodes` {
    /// More with `make test-long`, and as many as `make mutants` asks for.
    private static var seedCount: UInt64 {
        let environment = ProcessInfo.processInfo.environment
        return environment["STARLING_SEEDS"].flatMap(UInt64.init) ?? (environment["STARLING_LONG"] == nil ? 100 : 3_000)
    }

    @Test func `keep their promises, whatever the seed`() {
        let start = Date()
        let result = SeedSweep.run(
            0..<Self.seedCount, threads: ProcessInfo.processInfo.activeProcessorCount,
            scenario: { Scenario(seed: $0) })
        let minutes = Date().timeIntervalSince(start) / 60
        print("chain simulation: \(result.count) seeds, \(Int(Double(result.count) / minutes)) a minute")
        // The first violation says enough, and planted faults (`make mutants`) show one soon.
        if let failure = result.failures.first {
            Issue.record("seed \(failure.seed): \(failure.violations.prefix(3).map(\.text))")
        }
    }

    /// 1083, 1994: who lost log and journal while all others were off began a journal that allowed what it had signed.
    @Test(arguments: [1_083, 1_994] as [UInt64])
    func `keep them where a seed once broke one`(_ seed: UInt64) {
        let report = ChainSimulation(seed: seed).run()
        #expect(report.violations.isEmpty, "\(report.violations.map(\.text))")
    }

    @Test func `run the same way twice`() {
        for seed in [3, 14, 159, 2_653] as [UInt64] {
            let first = ChainSimulation(seed: seed).run(), second = ChainSimulation(seed: seed, isTraced: true).run()
            #expect(first.digest == second.digest, "seed \(seed)")
            #expect(first.timeline.isEmpty && !second.timeline.isEmpty)
        }
    }

    private func run(_ seed: UInt64, validators: Int = 4, _ change: (inout Scenario) -> Void) -> ChainReport {
        var scenario = Scenario(seed: seed, validators: validators)
        scenario.removeFaults()
        scenario.clientCount = 3
        scenario.clientMillis = 200
        scenario.costMillisMax = 20
        change(&scenario)
        return ChainSimulation(seed: seed, scenario: scenario).run()
    }

    @Test func `lose no round and no transaction when nothing goes wrong`() {
        for seed in 0..<5 as Range<UInt64> {
            let report = run(seed) { _ in }
            #expect(report.violations.isEmpty && report.roundMax == 0 && report.ends == 0)
            #expect(report.included == report.acknowledged && report.acknowledged > 20)
            #expect(report.proven > 10)
        }
    }

    @Test func `end their heights on machines of every speed, whatever transactions cost`() {
        for seed in 0..<10 as Range<UInt64> {
            let report = run(seed) { scenario in
                scenario.costMillisMax = 700
                scenario.slowness = [100, 500, 300, 200]
            }
            #expect(report.violations.isEmpty, "seed \(seed): \(report.violations.map(\.text))")
        }
    }

    @Test(arguments: [-3_600_000, 0, 3_600_000], [false, true])
    func `keep their clock and leave nobody behind when a clock is an hour off`(error: Int, isGreedy: Bool) {
        for seed in 0..<3 as Range<UInt64> {
            let report = run(seed) { scenario in
                scenario.weak = [2]
                scenario.clockErrorMillis = error...error
                scenario.hasGreedyClocks = isGreedy
            }
            #expect(report.violations.isEmpty && report.height > 5, "\(report.violations.map(\.text))")
        }
    }

    @Test func `say what is wrong with a chain that cannot go on`() {
        // Without half of its messages nothing is decided in time.
        let report = run(1) { scenario in
            scenario.network.lossPercent = 90
            scenario.network.recoveryMillisMax = 1
        }
        #expect(!report.violations.isEmpty)
    }
}
