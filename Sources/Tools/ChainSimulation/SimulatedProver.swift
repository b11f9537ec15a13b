import ChainStorage
import ConsensusSimulation
import Determinism
import ProofStorage
import ProofWatching
import QuorumCertificates

/// A prover: the queue with its rules is the prover's own; what it fetches and the proof itself are simulated.
final class SimulatedProver {
    let progress: ProverProgress
    /// The node that it asks now; the next one when that cannot answer.
    var followed = 0
    /// The block that it is at, and the machine whose answers it uses.
    var block: UInt64?
    /// The first block that it has not heard of, and those that it has and that may still be tried: asking its database every
    /// time would take longer than all else.
    var next: UInt64
    var openCount = 0
    let nodeCount: Int

    init(nodeCount: Int) throws {
        self.nodeCount = nodeCount
        progress = try ProverProgress(path: ":memory:", chain: Array("SIMULATED".utf8))
        next = try progress.counts().next
    }

    func followNext() { followed = (followed + 1) % nodeCount }

    var storedCount: Int { (try? progress.counts().states[.stored]) ?? 0 }
}

extension ChainSimulation {
    private static var lookMillis: Int { 250 }
    private static var proofMillis: Int { 150 }
    private var seconds: UInt64 { UInt64(now / 1_000) }

    func watchChain() {
        queue.add(.prover, at: now + Self.lookMillis)
        checkEnd()
        guard let prover, prover.block == nil else { return }
        do {
            if let process = machines[prover.followed].process {
                try noteBlocks(of: process.chain, for: prover)
            } else {
                prover.followNext()
            }
            // What waits is tried whether a node is there or not.
            guard prover.openCount > 0, let block = try prover.progress.take(now: seconds) else { return }
            prover.block = block
            queue.add(.proof(block), at: now + random.number(in: 1...2 * Self.proofMillis))
        } catch {
            report(.unproven(0, "\(error)"))
        }
    }

    private func noteBlocks(of chain: SimulatedChain, for prover: SimulatedProver) throws {
        let latest = try chain.committedHeight().value
        while prover.next <= latest {
            let count = try chain.store.transactionHashes(prover.next).count
            try prover.progress.add(prover.next, timestamp: seconds, transactions: count)
            if count > 0 { prover.openCount += 1 }
            prover.next += 1
        }
    }

    func finishProof(_ block: UInt64) {
        guard let prover else { return }
        prover.block = nil
        let node = prover.followed
        let isWrong =
            network.isFaulty && scenario.weak.contains(node) && random.chance(percent: scenario.wrongAnswerPercent)
        do {
            if let process = machines[node].process, try process.chain.committedHeight().value >= block, !isWrong {
                try prover.progress.setStored(
                    block, name: "proof", bytes: 1, now: seconds, millis: 1, frames: 1, provenFrames: 1)
                prover.openCount -= 1
                return trace(nil, "block \(block) is proven")
            }
            prover.followNext()
            let reason = isWrong ? "a wrong answer" : "the node is away"
            let isKept = try prover.progress.failed(block, isTemporary: !isWrong, reason: reason, now: seconds)
            trace(nil, "no proof of block \(block) from node \(node): \(reason)\(isKept ? "" : "; given up")")
        } catch {
            report(.unproven(block, "\(error)"))
        }
    }

    /// The first block that has no proof; nil when all have one, or none is needed.
    var unproven: (block: UInt64, reason: String)? {
        guard let prover, let counts = try? prover.progress.counts() else { return nil }
        if counts.states[.waiting] == nil, counts.states[.proving] == nil, counts.states[.failed] == nil { return nil }
        for block in 1..<max(counts.next, 1) {
            if let entry = try? prover.progress.entry(block), entry.state != .stored, entry.state != .empty {
                return (block, entry.reason ?? "\(entry.state)")
            }
        }
        return nil
    }
}
