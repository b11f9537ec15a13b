import ConsensusEngine
import ConsensusSimulation
import Determinism
import FiniteFields
import QuorumCertificates
import StarknetModel
import Tendermint
import Threading
import TransactionPool

/// The application's work in simulated time: one job after the other, and admission beside it.
extension ChainSimulation {
    /// How long a job goes on after it was told to end.
    private static var endMillis: Int { 3 }
    private static var commitMillis: Int { 5 }
    /// Gossiped transactions that wait for their check.
    static var intakeMax: Int { 5_000 }

    /// Starts the next job, or ends the one that nobody wants any more.
    func reviewJob(_ machine: SimulatedMachine, _ process: SimulatedProcess) {
        if let current = process.job, isStale(current.job), current.end > now + Self.endMillis {
            process.job = (current.job, now + Self.endMillis, current.job.perform(on: process.chain))
            schedule(machine, process)
        }
        guard process.job == nil, !process.jobs.isEmpty else { return }
        let job = process.jobs.removeFirst()
        var answer: EngineEvent<TendermintMachine>?
        switch job {
        case .build, .check, .load: answer = job.perform(on: process.chain)
        case .commit(let certificate, let content), .adopt(let certificate, let content, _):
            // What it stores it stores at its end.
            _ = try? process.chain.validate(height: certificate.height, content: content) { false }
        }
        process.job = (job, now + max(1, process.chain.takeMillis()) + commitMillis(job), answer)
        schedule(machine, process)
    }

    private func commitMillis(_ job: ApplicationJob<TendermintMachine>) -> Int {
        switch job {
        case .commit, .adopt: Self.commitMillis
        default: 0
        }
    }

    private func schedule(_ machine: SimulatedMachine, _ process: SimulatedProcess) {
        guard let job = process.job else { return }
        process.jobNumber += 1
        queue.add(.jobDone(machine.index, life: machine.life, number: process.jobNumber), at: job.end)
    }

    private func isStale(_ job: ApplicationJob<TendermintMachine>) -> Bool {
        switch job {
        case .build(_, let stale), .check(_, _, _, let stale): stale.isSet
        default: false
        }
    }

    func finishJob(_ machine: SimulatedMachine, _ process: SimulatedProcess) {
        guard let done = process.job else { return }
        process.job = nil
        var answer = done.answer
        switch done.job {
        case .commit, .adopt:
            answer = done.job.perform(on: process.chain)
            _ = process.chain.takeMillis()
        default: break
        }
        if machine.disk.isOff { return losePower(machine) }
        if let answer {
            // The worker hands it over; the process may end in between.
            queue.add(.answer(machine.index, life: machine.life, answer), at: now + random.number(in: 0...1))
        }
        reviewJob(machine, process)
    }

    // Admission

    func receive(_ bytes: [UInt8], _ machine: SimulatedMachine, _ process: SimulatedProcess) {
        guard process.intake.count < Self.intakeMax else { return }
        process.intake.append(bytes)
        guard !process.isAdmitting else { return }
        process.isAdmitting = true
        queue.add(.admission(machine.index, life: machine.life), at: now + SimulatedChain.admissionMillis)
    }

    func admit(_ machine: SimulatedMachine, _ process: SimulatedProcess) {
        let bytes = process.intake.removeFirst()
        // Most were heard of before.
        if !process.chain.pool.contains(Felt252(CheapHash.of(bytes))),
            let transaction = try? Transaction(decoding: bytes),
            let hash = try? process.chain.submit(transaction, from: .peer)
        {
            noteHolder(machine, hash)
        }
        process.isAdmitting = !process.intake.isEmpty
        if process.isAdmitting {
            queue.add(.admission(machine.index, life: machine.life), at: now + SimulatedChain.admissionMillis)
        }
    }
}
