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
        let kind = DiskDamage.allCases[random.number(in: 0...DiskDamage.allCases.count - 1)]
        if random.chance(percent: 50) { machine.armed = kind } else { damage(machine, kind, restartMillis: 50...2_000) }
    }

    /// Ends the machine's process and damages what it wrote.
    func damage(_ machine: SimulatedMachine, _ kind: DiskDamage, restartMillis: ClosedRange<Int>) {
        end(machine, "stopped, its disk fails", restartMillis: restartMillis)
        switch kind {
        case .log: trace(machine.index, "log: \(damageLog(of: machine, isEmptied: false))")
        case .signingJournal: trace(machine.index, "signing journal: \(machine.signingFile.damage(&random).name)")
        case .poolJournal:
            forgetHolders(machine)
            trace(machine.index, "pool journal: \(machine.poolFile.damage(&random).name)")
        case .logAndSigningJournal:
            machine.signingFile.empty()
            trace(machine.index, "log and signing journal: \(damageLog(of: machine, isEmptied: true))")
        }
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
        }
    }
}
