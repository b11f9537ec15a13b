import CairoProving
import Foundation

/// The seconds of a command's phases. On a terminal the running phase is shown on one line that is wiped afterwards.
final class PhaseReport {
    private var lines: [(name: String, seconds: Double)] = []
    private let isTerminal = isatty(STDERR_FILENO) == 1

    /// For the prover.
    var progress: ProvingProgress {
        ProvingProgress(
            began: { self.show($0.rawValue) },
            ended: { phase, seconds in self.end(phase.rawValue, seconds) })
    }

    /// Runs and times one phase.
    func run<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
        show(name)
        let start = ContinuousClock.now
        defer {
            let time = (ContinuousClock.now - start).components
            end(name, Double(time.seconds) + Double(time.attoseconds) * 1e-18)
        }
        return try body()
    }

    private func show(_ name: String) {
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1b}[K\(name) …".utf8)) }
    }

    private func end(_ name: String, _ seconds: Double) {
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1b}[K".utf8)) }
        lines.append((name, seconds))
    }

    /// A line a phase, the sum, and the largest memory of the process.
    func printTable() {
        let total = lines.reduce(0) { $0 + $1.seconds }
        for line in lines + [("all", total)] {
            let padding = String(repeating: " ", count: max(1, 28 - line.name.count))
            print("  \(line.name)\(padding)\(String(format: "%8.3f", line.seconds)) s")
        }
        var usage = rusage()
        if getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
            let gigabytes = String(format: "%.2f", Double(usage.ru_maxrss) / 1e6)
            let cpu =
                Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
                + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6
            print("  peak memory \(gigabytes) GB, CPU time \(String(format: "%.2f", cpu)) s")
        }
    }
}
