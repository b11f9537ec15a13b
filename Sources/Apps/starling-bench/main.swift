import Foundation

// Measures the operations whose name contains the first argument (all without one) and prints a table for
// Benchmarks/RESULTS.md: machine, command line, nanoseconds per operation. "block verification" proves a block and
// measures the verifiers on it, in milliseconds.

/// The processor's name as the kernel gives it.
func processorName() -> String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
}

let filter = CommandLine.arguments.dropFirst().first ?? ""
print("Processor: \(processorName()), \(ProcessInfo.processInfo.activeProcessorCount) logical cores")
print("Command: starling-bench \(CommandLine.arguments.dropFirst().joined(separator: " "))")
// First, so that the tables are not made yet.
if filter.isEmpty || "block verification".contains(filter) { try VerificationBenchmark.run() }
print("")
print("| operation | best, ns | median, ns |")
print("|---|---:|---:|")
for benchmark in MathBenchmarks.all + MachineBenchmarks.all where filter.isEmpty || benchmark.name.contains(filter) {
    let time = benchmark.measure()
    print("| \(benchmark.name) | \(format(time.best)) | \(format(time.median)) |")
}

func format(_ nanoseconds: Double) -> String {
    nanoseconds < 100 ? String(format: "%.1f", nanoseconds) : String(format: "%.0f", nanoseconds)
}
