import ConsensusAlgorithms
import ConsensusWire
import QuorumCertificates

/// Timers, the rhythm of blocks, and gossip at intervals.
extension EngineLoop {
    /// How often to look for transactions when a block is due.
    private var pollMillis: Int { 50 }

    private var earliestBegin: Int { heightBeganAt + settings.blockMillis }
    private var latestBegin: Int { heightBeganAt + settings.emptyBlockMillis }
    private var isWaitingToBegin: Bool { machine.isWaitingToBegin && !isCommitting }

    /// When to wake up if nothing arrives.
    var nextDeadline: Int {
        var next = nextGossip
        next = min(next, firstTimer)
        if isWaitingToBegin {
            next = min(next, latestBegin, max(earliestBegin, now + pollMillis))
        }
        return next
    }

    /// Does what is due.
    func tick() {
        if firstTimer <= now {
            let due = timers.filter { $0.deadline <= now }
            timers.removeAll { $0.deadline <= now }
            firstTimer = timers.reduce(.max) { min($0, $1.deadline) }
            for (_, timer) in due { feed(.timer(timer)) }
        }
        if isWaitingToBegin, now >= earliestBegin,
            now >= latestBegin || application.hasPendingTransactions()
        {
            feed(.begin(height))
        }
        if now >= nextGossip {
            nextGossip = now + settings.gossipMillis
            broadcast(.summary(machine.summary))
        }
        requestMissedBlock()
    }
}
