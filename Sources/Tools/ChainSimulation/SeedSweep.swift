import Synchronization
import Threading

/// Many seeds, on all processors.
public enum SeedSweep {
    /// Runs seeds until one shows a violation, and returns how many were run and the reports with violations, of which the
    /// lowest seed's is the first. `onReport` is called for every run, on any thread.
    public static func run(
        _ seeds: Range<UInt64>, threads: Int, scenario: @escaping @Sendable (UInt64) -> Scenario,
        onReport: @escaping @Sendable (ChainReport) -> Void = { _ in }
    ) -> (count: UInt64, failures: [ChainReport]) {
        let state = Mutex((next: seeds.lowerBound, failures: [ChainReport]()))
        let workers = (0..<max(threads, 1)).compactMap { _ in
            JoinableThread.start {
                while true {
                    let seed: UInt64? = state.withLock { state in
                        guard state.failures.isEmpty, state.next < seeds.upperBound else { return nil }
                        defer { state.next += 1 }
                        return state.next
                    }
                    guard let seed else { return }
                    let report = ChainSimulation(seed: seed, scenario: scenario(seed)).run()
                    onReport(report)
                    if !report.violations.isEmpty { state.withLock { $0.failures.append(report) } }
                }
            }
        }
        for worker in workers { worker.join() }
        return state.withLock { ($0.next - seeds.lowerBound, $0.failures.sorted { $0.seed < $1.seed }) }
    }
}
