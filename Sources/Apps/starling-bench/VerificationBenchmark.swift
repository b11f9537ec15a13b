import BlockVerifying
import CairoVerifying
import FiniteFields
import Foundation
import HashFunctions
import StarknetModel

/// Verification of a proven block, phase by phase, tables apart; and the same bundle in the WebAssembly module under node,
/// where both are there.
enum VerificationBenchmark {
    static let transactionCount = 100
    static let rounds = 20

    static func run() throws {
        // The first hashes of a process make their tables.
        let tables = ProcessTimes.measure { Pedersen.hash(Poseidon.hash(.one, .one), .one) }.times
        let (proving, block) = try ProcessTimes.measure { try BenchmarkBlock(transactionCount: transactionCount) }
        let verifier = BlockVerifier<BenchmarkBlock.Signatures>(configuration: block.configuration)
        let verdict = try verifier.verify(block.bundle)
        print("")
        print(
            """
            Block of \(verdict.transactionCount) transactions, \(verdict.provenFrameCount) of \(verdict.frameCount) \
            frames proven, \(block.steps) steps, \(verdict.programCount) felts of program, proof of \
            \(block.bundle.proof.count) bytes, \(verdict.securityBits) bits (conjectured): 70 queries, 26 bits of work. \
            Best of \(rounds) rounds. Load: \(loadAverage()).
            """)
        print("")
        print("| verification | CPU, ms | wall, ms |")
        print("|---|---:|---:|")
        print(tables.row("tables, once a process (not in the sums below)"))
        try phases(verifier, block)
        try steps(block.cairo)
        print(proving.row("for comparison: executing, proving, first verification"))
        try WebAssemblyRun.run(
            configuration: block.configuration.encoded, bundle: block.bundle.encoded, number: verdict.blockNumber)
    }

    /// The checks in the order in which they are reported, each with what was done since the one before.
    private static func phases(
        _ verifier: BlockVerifier<BenchmarkBlock.Signatures>, _ block: BenchmarkBlock
    ) throws {
        var best: [(check: BlockCheck, times: ProcessTimes)] = [], total = ProcessTimes(cpu: .infinity)
        for _ in 0..<rounds {
            var phases: [(check: BlockCheck, times: ProcessTimes)] = []
            let start = ProcessTimes.now
            var last = start
            _ = try verifier.verify(block.bundle) { check in
                let now = ProcessTimes.now
                phases.append((check, now - last))
                last = now
            }
            let times = ProcessTimes.now - start
            if times.cpu < total.cpu { (best, total) = (phases, times) }
        }
        print(total.row("**whole bundle**"))
        for phase in best { print(phase.times.row("up to the check `\(phase.check)`")) }
    }

    /// The steps of the Cairo verifier, which the last check consists of.
    private static func steps(_ proof: CairoProof) throws {
        var best: [String: ProcessTimes] = [:], order: [String] = []
        func step<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
            let (times, result) = try ProcessTimes.measure(body)
            if best[name] == nil { order.append(name) }
            if times.cpu < best[name]?.cpu ?? .infinity { best[name] = times }
            return result
        }
        for _ in 0..<rounds {
            var session = try step("claim") { try CairoVerification(proof: proof, policy: .productionSmall) }
            try step("lookups") { try session.checkLookups() }
            try step("constraints") { try session.checkConstraints() }
            try step("openings") { try session.checkOpenings() }
        }
        for name in order { print(best[name, default: ProcessTimes()].row("Cairo proof: \(name)")) }
    }

    private static func loadAverage() -> String {
        let text = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
        return text.split(separator: " ").first.map(String.init) ?? "unknown"
    }
}
