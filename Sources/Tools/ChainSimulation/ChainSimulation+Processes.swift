import ConsensusAlgorithms
import ConsensusEngine
import ConsensusSimulation
import ConsensusWire
import Determinism
import QuorumCertificates
import StarknetModel
import Tendermint
import TransactionPool
import ValidatorSigning
import WriteAheadLog

/// Processes that start, do a step, and end.
extension ChainSimulation {
    static var settings: EngineSettings {
        var settings = EngineSettings()
        settings.blockMillis = 250
        settings.emptyBlockMillis = 1_000
        settings.gossipMillis = 500
        settings.syncMillis = 500
        settings.rounds.proposal.base = 1_000
        settings.rounds.proposal.delta = 333
        settings.rounds.votes.base = 200
        settings.rounds.votes.delta = 100
        return settings
    }

    func beginJournal(of machine: SimulatedMachine, floor: Height) {
        do {
            try machine.signingFile.replace(with: [])
            _ = try SigningJournal(beginning: machine.signingFile, floor: floor, name: "journal")
        } catch {
            trace(machine.index, "no journal: \(error)")
        }
    }

    func start(_ machine: SimulatedMachine) {
        guard machine.process == nil, let committee else { return }
        machine.disk.isOff = false
        machine.life += 1
        do {
            let process = try makeProcess(machine, committee)
            machine.process = process
            trace(machine.index, "starts at height \(process.engine.height)")
            wake(machine, at: process.engine.begin(now: now))
            flush(machine)
        } catch {
            trace(machine.index, "cannot start: \(error)")
            repair(machine, error)
            queue.add(.start(machine.index), at: now + 500)
        }
        for link in links.indices where links[link].joins(machine.index) { queue.add(.connect(link), at: now + 50) }
    }

    private func makeProcess(_ machine: SimulatedMachine, _ committee: Committee) throws -> SimulatedProcess {
        let clock = clock, error = machine.clockError
        let outbox = SimulatedOutbox(), journal = PoolJournal<SimulatedFile>(machine.poolFile)
        let pool = TransactionPool(clock: { Double(clock.now) / 1_000 }) { entry in
            journal.add(entry.submitted)
            outbox.broadcast([Frame.transaction(entry.submitted.encoded).wireBytes])
            outbox.events.append(.transactionsArrived)
        }
        let chain = try SimulatedChain(
            disk: machine.disk, journal: journal, pool: pool, slowness: machine.slowness,
            clock: { 1_000_000_000 + clock.now + error })
        chain.isGreedy = machine.isGreedy
        let key = SimulatedKey(machine.validator.value) { [unowned self] in noteSigned($0, by: machine) }
        let signer = ValidatorSigner(
            key: key, journal: try SigningJournal(machine.signingFile, name: "journal"), domain: committee.signingDomain
        )
        let log = try RecordLog(machine.logFile, recordBytesMax: WireLimits.recordBytesMax)
        let engine = try SimulatedEngine(
            committee: committee, application: chain, links: outbox, signer: signer, log: log, settings: Self.settings,
            now: now, startJob: { outbox.jobs.append($0) }, notify: { outbox.notices.append($0) })
        let process = SimulatedProcess(engine: engine, chain: chain, outbox: outbox)
        chain.onRepeat = { outbox.broadcast([Frame.transaction($0.encoded).wireBytes]) }
        chain.onReceive = { [unowned self, unowned process] in receive($0, machine, process) }
        return process
    }

    /// What an operator does when a node says that it cannot start.
    private func repair(_ machine: SimulatedMachine, _ error: any Error) {
        switch error {
        case SigningError.journalCorrupt:
            guard isWeak(machine) else { return report(.failed(node: machine.index, "\(error)")) }
            // Above everything that the key may have signed, whoever else is up to be asked.
            let working = machines.compactMap { $0.process?.engine.height.value } + decided.keys.map { $0.value + 1 }
            let floor = Height((working.max() ?? 0) + 2)
            beginJournal(of: machine, floor: floor)
            trace(machine.index, "new signing journal above height \(floor)")
        case LogError.foreign:
            guard isWeak(machine) else { return report(.failed(node: machine.index, "\(error)")) }
            try? machine.logFile.replace(with: [])
        default: break
        }
    }

    /// Ends a process. What it wrote is there: the system lives on.
    func end(_ machine: SimulatedMachine, _ reason: String, restartMillis: ClosedRange<Int> = 50...2_000) {
        guard machine.process != nil else { return }
        trace(machine.index, "ends: \(reason)")
        ends += 1
        machine.process = nil
        machine.life += 1
        forgetVolatileHolders(machine)
        for link in links.indices where links[link].joins(machine.index) { cutLink(link) }
        queue.add(.start(machine.index), at: now + random.number(in: restartMillis))
    }

    func losePower(_ machine: SimulatedMachine, restartMillis: ClosedRange<Int> = 50...2_000) {
        machine.disk.losePower()
        forgetHolders(machine)
        end(machine, "its power is cut", restartMillis: restartMillis)
    }

    /// Hands a process what happened, and does what comes of it.
    func step(_ machine: SimulatedMachine, _ events: [EngineEvent<TendermintMachine>] = []) {
        guard let process = machine.process else { return }
        let all = process.outbox.events + events
        process.outbox.events = []
        wake(machine, at: process.engine.step(all, now: now))
        flush(machine)
        checkHoldings(machine)
    }

    private func wake(_ machine: SimulatedMachine, at deadline: Int) {
        guard let process = machine.process, deadline != process.wakeAt else { return }
        process.wakeAt = deadline
        process.wakeNumber += 1
        queue.add(.wake(machine.index, life: machine.life, number: process.wakeNumber), at: max(now + 1, deadline))
    }

    /// Sends what a step sent, starts what it asked for, and ends the process where the step ended it.
    func flush(_ machine: SimulatedMachine) {
        guard let process = machine.process else { return }
        let outbox = process.outbox
        for (frames, receiver) in outbox.frames { send(frames, from: machine, to: receiver) }
        process.jobs += outbox.jobs
        let notices = outbox.notices
        (outbox.frames, outbox.jobs, outbox.notices) = ([], [], [])
        for notice in notices { note(notice, machine, process) }
        guard machine.process === process else { return }
        reviewJob(machine, process)
        if !outbox.events.isEmpty { step(machine) }
    }
}
