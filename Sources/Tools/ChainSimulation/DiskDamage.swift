import ConsensusSimulation
import Determinism
import QuorumCertificates

/// Which files of a machine are damaged.
enum DiskDamage: CaseIterable {
    case log, signingJournal, poolJournal
    /// As when a disk is replaced and only the key is brought back.
    case logAndSigningJournal
}

extension ChainSimulation {
    /// Damages a weak machine's disk: now, or at its next signature, when there is most to lose.
    func planDamage(of machine: SimulatedMachine) {
        var kind = DiskDamage.allCases[random.number(in: 0...DiskDamage.allCases.count - 1)]
        // Log and journal stand in for each other. Who loses the end of both cannot know: a journal that was cut behind a record
        // looks like one that was never longer.
        if kind == .log || kind == .signingJournal {
            kind = machine.failing ?? kind
            machine.failing = kind
        }
        if random.chance(percent: 50) { machine.armed = kind } else { damage(machine, kind, restartMillis: 50...2_000) }
    }

    /// Ends the machine's process and damages what it wrote.
    func damage(_ machine: SimulatedMachine, _ kind: DiskDamage, restartMillis: ClosedRange<Int>) {
        end(machine, "stopped, its disk fails", restartMillis: restartMillis)
        // Not within what is traced, which is not evaluated without a trace.
        let done: String
        switch kind {
        case .log: done = "log: " + damageLog(of: machine, isEmptied: false)
        case .signingJournal: done = "signing journal: " + machine.signingFile.damage(&random).name
        case .poolJournal:
            forgetHolders(machine)
            done = "pool journal: " + machine.poolFile.damage(&random).name
        case .logAndSigningJournal:
            machine.signingFile.empty()
            done = "log and signing journal: " + damageLog(of: machine, isEmptied: true)
        }
        trace(machine.index, done)
    }

    /// Cuts the network at the same time, so that the height is still open when the machine comes back.
    private func holdUp(_ machine: SimulatedMachine) {
        let others = machines.indices.filter { $0 != machine.index }.shuffled(using: &random)
        let side = Set(others.prefix(machines.count / 2))
        queue.add(.network(.partition(side)), at: now)
        let end = now + random.number(in: 300...2_500)
        queue.add(.network(.heal), at: min(end, scenario.network.faultMillis))
    }

    private func damageLog(of machine: SimulatedMachine, isEmptied: Bool) -> String {
        let done = isEmptied ? machine.logFile.empty() : machine.logFile.damage(&random)
        if let spoke = machine.spoke, done.place < spoke.logByteCount { machine.lostLogHeight = spoke.height }
        return done.name
    }

    /// Consensus: what a validator signed it signed from its log. When that has lost some of it, and the height is the same, it
    /// may have lost a lock.
    func checkLog(_ machine: SimulatedMachine, height: UInt64, isNew: Bool) {
        if isNew, machine.lostLogHeight == height { report(.signedWithoutLog(node: machine.index, Height(height))) }
        machine.spoke = (height, machine.logFile.content.count)
        if let kind = machine.armed {
            machine.armed = nil
            queue.add(.damageAtSignature(machine.index, kind, life: machine.life), at: now)
            if random.chance(percent: 70) { holdUp(machine) }
        }
    }
}
