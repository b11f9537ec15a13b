import ChainSimulation
import CommandLines
import Foundation
import JSONCoding
import Threading

extension Commands {
    /// `starling simulate`: exit status 0 when all promises were kept, 1 when one was broken.
    static let simulate = Command(
        "simulate", summary: "runs chains of whole nodes in simulated time and looks for a fault that breaks a promise",
        options: [
            CommandOption("seed", value: "S", default: "0", help: "the first seed: one run is one seed"),
            CommandOption("seeds", value: "N", default: "1", help: "how many seeds, one after the other"),
            CommandOption("validators", value: "N", help: "how many validators (default: the seed says)"),
            CommandOption("scenario", value: "FILE", help: "what goes wrong, as JSON (default: the seed says)"),
            CommandOption(flag: "trace", help: "prints what happened as a timeline"), jsonOption,
        ],
        examples: [
            "starling simulate --seed 7 --trace", "starling simulate --seeds 10000 --validators 7",
            "starling simulate --seed 7 --scenario quiet.json --json",
        ]
    ) { arguments in
        let first = try arguments.requiredInteger("seed", in: 0...UInt64.max / 2)
        let count = try arguments.requiredInteger("seeds", in: 1...1_000_000_000 as ClosedRange<UInt64>)
        let validators = try arguments.integer("validators", in: 1...15) ?? 0
        let changes = try arguments.string("scenario").map(scenarioFile) ?? ScenarioChanges()
        let isTraced = arguments.flag("trace"), isJSON = arguments.flag("json")
        let make: @Sendable (UInt64) -> Scenario = { changes.applied(to: Scenario(seed: $0, validators: validators)) }
        let start = MonotonicClock.nowSeconds
        var reports: [ChainReport] = [], ran: UInt64 = 1
        if count == 1 {
            reports = [ChainSimulation(seed: first, scenario: make(first), isTraced: isTraced).run()]
        } else {
            let found = SeedSweep.run(
                first..<first + count, threads: ProcessInfo.processInfo.activeProcessorCount, scenario: make)
            // A failing seed is run once more for its timeline: it does the same again.
            reports = found.failures.prefix(1).map {
                ChainSimulation(seed: $0.seed, scenario: make($0.seed), isTraced: isTraced).run()
            }
            ran = found.count
        }
        let seconds = MonotonicClock.nowSeconds - start
        if isJSON { printSweep(reports, ran, seconds) } else { printLines(reports, ran, seconds) }
        return reports.allSatisfy(\.violations.isEmpty) ? .success : .failure
    }

    private static func scenarioFile(_ path: String) throws -> ScenarioChanges {
        do {
            return try ScenarioChanges(
                json: JSONDocument(Data(contentsOf: URL(fileURLWithPath: path)), limits: .localFile).root)
        } catch { throw inputError(path, error) }
    }

    private static func printLines(_ reports: [ChainReport], _ ran: UInt64, _ seconds: Double) {
        for report in reports {
            for line in report.timeline { print(line) }
            for violation in report.violations { print("seed \(report.seed): \(violation.text)") }
            if ran == 1 {
                print(
                    "seed \(report.seed): height \(report.height) after \(report.millis) ms, "
                        + "\(report.included) of \(report.acknowledged) acknowledged transactions in blocks, "
                        + "\(report.proven) proofs, \(report.ends) processes ended, highest round \(report.roundMax)")
            }
            if !report.violations.isEmpty { print("again: starling simulate --seed \(report.seed) --trace") }
        }
        print(
            "\(ran) seeds, \(reports.count { !$0.violations.isEmpty }) with a violation, \(perMinute(ran, seconds)) a minute"
        )
    }

    private static func perMinute(_ ran: UInt64, _ seconds: Double) -> Int {
        Int(Double(ran) / max(seconds, 0.001) * 60)
    }

    private static func printSweep(_ reports: [ChainReport], _ ran: UInt64, _ seconds: Double) {
        printJSON { w in
            w.field("seeds", integer: ran)
            w.field("per_minute", integer: perMinute(ran, seconds))
            w.key("reports")
            w.array(reports) { w, report in w.object { write(report, to: &$0) } }
        }
    }

    private static func write(_ report: ChainReport, to w: inout JSONWriter) {
        w.field("seed", integer: report.seed)
        w.key("violations")
        w.array(report.violations) { $0.string($1.text) }
        w.field("height", integer: report.height)
        w.field("round_max", integer: report.roundMax)
        w.field("events", integer: report.eventCount)
        w.field("millis", integer: report.millis)
        w.field("acknowledged", integer: report.acknowledged)
        w.field("included", integer: report.included)
        w.field("proven", integer: report.proven)
        w.field("process_ends", integer: report.ends)
        w.field("digest", hex: report.digest)
        w.key("timeline")
        w.array(report.timeline) { $0.string($1) }
    }
}
