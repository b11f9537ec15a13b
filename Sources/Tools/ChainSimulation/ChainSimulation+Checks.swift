import ChainStorage
import ConsensusEngine
import ConsensusSimulation
import ConsensusWire
import FiniteFields
import ProofWatching
import QuorumCertificates
import StarknetModel
import TransactionPool
import ValidatorSigning

/// What must hold at all times, and in the end.
extension ChainSimulation {
    /// Bounds of what one engine holds, of blocks of this size.
    private static var contentsMax: Int { 64 }
    private static var logBytesMax: Int { 512 << 10 }
    private static var timersMax: Int { 64 }

    // At all times

    func note(_ notice: EngineNotice, _ machine: SimulatedMachine, _ process: SimulatedProcess) {
        switch notice {
        case .committed(let height, let round, let block, let isSynced):
            trace(machine.index, "\(isSynced ? "fetched" : "decided") block \(height) in round \(round)")
            checkCommit(height, round, block, machine, process)
        case .proposed(let height, let round, _, let byteCount):
            trace(machine.index, "proposes block \(height) in round \(round), \(byteCount) bytes")
        case .roundStarted(let height, let round):
            if round > .zero { trace(machine.index, "enters round \(round) of height \(height)") }
        case .proposalRefused(let height, let round, let proposer, let reason):
            trace(machine.index, "refuses the block of \(proposer) at \(height), round \(round): \(reason)")
        case .evidence(let found):
            trace(machine.index, "has evidence against validator \(found.validator) at height \(found.height)")
            let isHonest = machines.allSatisfy { $0.validator != found.validator || !isTwin($0) }
            let isFlood = scenario.hasFlood && found.validator.value == scenario.weak.min()
            if isHonest, !isFlood {
                report(.consensus(.doubleSigned(found.validator, found.height, found.round)))
            }
        case .keyElsewhere(let height, _):
            process.isBesideItself = true
            trace(machine.index, "sees its key sign elsewhere at height \(height): signs nothing any more")
        case .abstaining(let height): trace(machine.index, "signs nothing at height \(height)")
        case .logShortened(let count): trace(machine.index, "log ended inside a record, \(count) bytes dropped")
        case .logLost(let height): trace(machine.index, "log holds nothing of height \(height)")
        case .started(let height, let replayed):
            if replayed > 0 { trace(machine.index, "replays \(replayed) inputs of height \(height)") }
        case .buildFailed(let height, let round, let reason):
            trace(machine.index, "cannot build block \(height) in round \(round): \(reason)")
        case .checkFailed(let height, let round, let reason):
            trace(machine.index, "cannot check block \(height) in round \(round): \(reason)")
        case .syncFailed(let height, let peer, let reason):
            trace(machine.index, "cannot use block \(height) of \(peer): \(reason)")
        case .loadFailed(let height, let peer, let reason):
            trace(machine.index, "cannot read block \(height) for \(peer): \(reason)")
        case .signatureRefused(let reason): trace(machine.index, "does not sign: \(reason)")
        case .fatal(let reason): fail(machine, reason)
        }
    }

    private func fail(_ machine: SimulatedMachine, _ reason: String) {
        if machine.disk.isOff { return losePower(machine) }
        if !machine.disk.isFull, !isWeak(machine) { report(.failed(node: machine.index, reason)) }
        end(machine, reason)
    }

    private func checkCommit(
        _ height: Height, _ round: Round, _ block: BlockID, _ machine: SimulatedMachine, _ process: SimulatedProcess
    ) {
        roundMax = max(roundMax, round)
        if let other = decided.updateValue(block, forKey: height), other != block {
            report(.consensus(.forked(height, other, block)))
        }
        guard let committee, let bytes = try? process.chain.store.certificate(height.value),
            let certificate = try? QuorumCertificate(wireBytes: bytes), certificate.block == block,
            (try? committee.check(certificate)) != nil
        else { return report(.consensus(.badCertificate(height))) }
        guard let header = try? process.chain.store.header(height.value) else { return }
        let ahead = Int(header.header.context.timestamp) - (1_000_000_000 + now) / 1_000
        if ahead > 11 { report(.timeAhead(height, seconds: ahead)) }
        for hash in (try? process.chain.store.transactionHashes(height.value)) ?? [] {
            if let index = places[hash] { acknowledged[index].isIncluded = true }
        }
    }

    func checkHoldings(_ machine: SimulatedMachine) {
        guard let process = machine.process else { return }
        let held = process.engine.holdings
        let tooMuch: [(Bool, String)] = [
            (held.contents > Self.contentsMax, "\(held.contents) contents"),
            (held.checks > Self.contentsMax, "\(held.checks) checks"),
            (held.timers > Self.timersMax, "\(held.timers) timers"),
            (held.logBytes > Self.logBytesMax, "a log of \(held.logBytes) bytes"),
            (process.jobs.count > 256, "\(process.jobs.count) jobs"),
        ]
        for (isTooMuch, what) in tooMuch where isTooMuch { report(.unbounded(node: machine.index, what)) }
        if held.neglectedChecks > 0 { report(.neglected(node: machine.index, process.engine.height)) }
    }

    // In the end

    /// Ends the run when everything came to where it must come after the faults, or when the time for it is over.
    func checkEnd() {
        guard let wanted else { return }
        if let lowest = heights.min(), lowest >= wanted, unproven == nil,
            acknowledged.allSatisfy({ $0.isIncluded || openViolation($0) == nil })
        {
            isOver = true
        } else if now > scenario.network.faultMillis + scenario.network.recoveryMillisMax {
            reportUnsettled(wanted)
        }
    }

    /// What to say of a transaction that is in no block.
    private func openViolation(_ taken: Acknowledgement) -> ChainViolation? {
        var isWaiting = false
        for machine in machines where !isTwin(machine) {
            guard let chain = machine.process?.chain else { continue }
            if let entry = chain.pool.transaction(hash: taken.hash) {
                isWaiting = true
                // Blocks until all that could run did.
                if chain.pool.hasReady(nextNonce: { $0 == entry.transaction.sender ? try? chain.nonce($0) : nil }) {
                    return .notIncluded(client: taken.client, nonce: taken.nonce)
                }
            }
            if chain.pool.dropReason(hash: taken.hash) != nil { return nil }
            // Another transaction has its nonce, and the process that would know has ended.
            if let next = try? chain.nonce(SimulatedTransaction.address(clients[taken.client].account)),
                next > taken.nonce, machines[taken.node].life != taken.life
            {
                return nil
            }
        }
        if isWaiting || taken.durable.isEmpty && taken.volatile.isEmpty { return nil }
        return .lostTransaction(client: taken.client, nonce: taken.nonce)
    }

    private func traceHolders(of taken: Acknowledgement) {
        for machine in machines {
            guard let chain = machine.process?.chain else { continue }
            let next = (try? chain.nonce(SimulatedTransaction.address(clients[taken.client].account))) ?? 0
            let place = chain.pool.transaction(hash: taken.hash) == nil ? "is not" : "is"
            let reason = chain.pool.dropReason(hash: taken.hash).map { ", dropped: \($0.rawValue)" } ?? ""
            trace(
                machine.index,
                "client \(taken.client)'s \(taken.nonce) \(place) in its pool of \(chain.pool.count), nonce \(next)\(reason)"
            )
        }
    }

    func reportUnsettled(_ wanted: UInt64) {
        if let lowest = heights.min(), lowest < wanted {
            report(.consensus(.stuck(at: Height(lowest), wanted: Height(wanted))))
        }
        for taken in acknowledged where !taken.isIncluded {
            if let violation = openViolation(taken) {
                traceHolders(of: taken)
                report(violation)
            }
        }
        if let unproven { report(.unproven(unproven.block, unproven.reason)) }
        if violations.isEmpty { report(.consensus(.stuck(at: Height(heights.min() ?? 0), wanted: Height(wanted)))) }
    }
}
