import BlockBundling
import BlockVerifying
import CairoProving
import Foundation
public import Observability
import ProofStorage
import SQLiteStorage
import StarknetClient
import StarknetModel
import Threading

/// Follows a chain and proves its blocks, oldest first.
///
/// `watch` and `work` are loops for one thread each; both end soon after `stop` is called: a proof under way is given up. A
/// block that cannot be proven is marked with the reason and does not stop the others.
public final class ProofWatcher: Sendable {
    public let prover: BlockProver
    public let progress: ProverProgress
    let log: Logger
    let metrics: ProverMetrics
    private let stopping = StopFlag()
    private let chainTrouble = LastingTrouble()
    private let progressTrouble = LastingTrouble()

    /// Milliseconds between looks at the chain.
    static let pollMillis = 500

    public init(prover: BlockProver, progress: ProverProgress, log: Logger, registry: MetricsRegistry) {
        self.prover = prover
        self.progress = progress
        self.log = log
        metrics = ProverMetrics(registry)
    }

    public func stop() { stopping.set() }

    /// Whether the chain was read at the last look.
    public var isFollowing: Bool { !chainTrouble.isPresent }

    static func now() -> UInt64 { UInt64(max(0, Date().timeIntervalSince1970)) }

    /// Notes new blocks until stopped.
    public func watch() {
        while !stopping.isSet {
            let line: LastingTrouble.Line?
            do {
                try noteBlocks()
                line = chainTrouble.passed(now: MonotonicClock.nowSeconds)
            } catch {
                line = chainTrouble.met("\(error)", now: MonotonicClock.nowSeconds)
            }
            log.trouble("the chain cannot be read", line)
            stopping.wait(millis: ProofWatcher.pollMillis)
        }
    }

    private func noteBlocks() throws {
        let latest = try prover.fetcher.client.blockNumber()
        var next = try progress.counts().next
        while next <= latest, !stopping.isSet {
            let block = try prover.fetcher.block(next)
            // Genesis has no parent and no certificate: every verifier starts from its state root.
            try progress.add(
                next, timestamp: block.header.context.timestamp, transactions: next == 0 ? 0 : block.transactions.count)
            next += 1
        }
        let states = try progress.counts().states
        metrics.waiting.set((states[.waiting] ?? 0) + (states[.proving] ?? 0))
        metrics.height.set(latest)
    }

    private static let progressMessage = "the prover's progress cannot be kept"

    /// Proves blocks until stopped.
    public func work() {
        var holdsMemory = false
        while !stopping.isSet {
            do {
                guard let block = try progress.take(now: ProofWatcher.now()) else {
                    if holdsMemory { CairoProver.releaseMemory() }
                    holdsMemory = false
                    log.trouble(ProofWatcher.progressMessage, progressTrouble.passed(now: MonotonicClock.nowSeconds))
                    stopping.wait(millis: 200)
                    continue
                }
                holdsMemory = true
                try prove(block)
                log.trouble(ProofWatcher.progressMessage, progressTrouble.passed(now: MonotonicClock.nowSeconds))
            } catch {
                log.trouble(
                    ProofWatcher.progressMessage, progressTrouble.met("\(error)", now: MonotonicClock.nowSeconds))
                stopping.wait(millis: 1_000)
            }
        }
    }

    private func prove(_ block: UInt64) throws(SQLiteError) {
        log.info("proving", ["block": LogValue(block)])
        let start = Date()
        var phases: [String] = []
        let outcome: BlockProver.Outcome
        do {
            outcome = try prover.prove(
                block,
                progress: ProvingProgress(
                    isWanted: { [stopping] in !stopping.isSet },
                    ended: { phase, seconds in
                        phases.append("\(phase.rawValue) \(Int(seconds * 1000)) ms")
                    }))
        } catch {
            return try failed(block, error)
        }
        try stored(block, outcome, seconds: Date().timeIntervalSince(start), phases)
    }

    private func stored(
        _ block: UInt64, _ outcome: BlockProver.Outcome, seconds: Double, _ phases: [String]
    ) throws(SQLiteError) {
        try progress.setStored(
            block, name: outcome.name, bytes: outcome.bytes, now: ProofWatcher.now(), millis: Int(seconds * 1000),
            frames: outcome.verdict.frameCount, provenFrames: outcome.verdict.provenFrameCount)
        metrics.proven.increment()
        metrics.proving.observe(seconds)
        metrics.verification.observe(outcome.verificationSeconds)
        metrics.bytes.observe(Double(outcome.bytes))
        if let entry = try progress.entry(block) {
            metrics.lag.set(entry.storedAt >= entry.timestamp ? entry.storedAt - entry.timestamp : 0)
        }
        log.info(
            "stored, read back and verified",
            [
                "block": LogValue(block), "name": .text(outcome.name), "bytes": LogValue(outcome.bytes),
                "steps": LogValue(outcome.steps), "millis": LogValue(Int(seconds * 1000)),
                "frames": LogValue(outcome.verdict.frameCount),
                "proven": LogValue(outcome.verdict.provenFrameCount),
                "felts": LogValue(outcome.verdict.programCount), "phases": .text(phases.joined(separator: ", ")),
            ])
    }

    private func failed(_ block: UInt64, _ error: BlockProverError) throws(SQLiteError) {
        if error.isCancelled {
            // It stays marked as under way: the next start takes it again.
            return log.info("given up until the next start", ["block": LogValue(block)])
        }
        metrics.failures.increment()
        // Whatever was wrong, nothing of it must be used for another block.
        prover.fetcher.forgetClasses()
        if try progress.failed(
            block, isTemporary: error.isTemporary, reason: "\(error)", now: ProofWatcher.now())
        {
            log.warning("not proven, will try again", ["block": LogValue(block), "error": .text("\(error)")])
        } else {
            log.error("not proven", ["block": LogValue(block), "error": .text("\(error)")])
        }
    }
}
