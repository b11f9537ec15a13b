import ConsensusEngine
import ConsensusSimulation
import Determinism
import QuorumCertificates
import Tendermint

extension ChainSimulation {
    func handle(_ event: ChainEvent) {
        switch event {
        case .start(let node): start(machines[node])
        case .wake(let node, let life, let number):
            guard let process = process(node, life), process.wakeNumber == number else { return }
            process.wakeAt = .max
            step(machines[node])
        case .frames(let frames, let link, let epoch, let to): deliver(frames, link, epoch, to)
        case .connect(let link): connect(link)
        case .jobDone(let node, let life, let number):
            guard let process = process(node, life), process.jobNumber == number else { return }
            finishJob(machines[node], process)
        case .answer(let node, let life, let answer):
            guard process(node, life) != nil else { return }
            step(machines[node], [answer])
        case .admission(let node, let life):
            guard let process = process(node, life) else { return }
            admit(machines[node], process)
        case .client(let client): send(from: client)
        case .prover: watchChain()
        case .proof(let block): finishProof(block)
        case .flood: flood()
        case .network(let fault): change(fault)
        case .kill, .powerCut, .damage, .fullDisk, .emptyDisk, .outage: strike(event)
        case .damageAtSignature(let node, let kind, let life):
            if process(node, life) != nil { damage(machines[node], kind, restartMillis: 1...300) }
        case .reconnect(let node): for link in links.indices where links[link].joins(node) { cutLink(link) }
        case .faultsEnd: endFaults()
        }
    }

    /// The process of a machine, if it is still the one that something was meant for.
    func process(_ node: Int, _ life: Int) -> SimulatedProcess? {
        machines[node].life == life ? machines[node].process : nil
    }

    private func change(_ fault: NetworkFault) {
        network.change(fault)
        switch fault {
        case .partition(let side): trace(nil, "partition: \(side.sorted()) and the others")
        case .heal: trace(nil, "the network is whole")
        case .deafen(let from, let to, let isDeaf):
            guard from != to else { break }
            trace(
                nil, isDeaf ? "link from \(from) to \(to) loses everything" : "link from \(from) to \(to) works again")
        }
        for link in links.indices where !network.connects(links[link].low, links[link].high) { cutLink(link) }
    }

    private func strike(_ event: ChainEvent) {
        switch event {
        case .kill(let node): end(machines[node], "killed")
        case .powerCut(let node):
            if machines[node].process != nil { losePower(machines[node]) }
        case .damage(let node): planDamage(of: machines[node])
        case .outage(let isPowerCut):
            // Sometimes long enough for everything that waits for a node to lose patience.
            let most = scenario.longestOutageMillis
            let away = random.number(in: random.chance(percent: 50) ? most / 2...most : most / 20...most / 5)
            for machine in machines {
                if isPowerCut, machine.process != nil {
                    losePower(machine, restartMillis: away...away + 500)
                } else {
                    end(machine, "killed with all others", restartMillis: away...away + 500)
                }
            }
        case .fullDisk(let node):
            machines[node].disk.isFull = true
            forgetHolders(machines[node])
            trace(node, "disk is full")
            queue.add(.emptyDisk(node), at: min(scenario.network.faultMillis, now + random.number(in: 200...3_000)))
        case .emptyDisk(let node):
            machines[node].disk.isFull = false
            trace(node, "disk has room again")
        default: break
        }
    }

    private func endFaults() {
        network.endFaults()
        trace(nil, "faults are over")
        for machine in machines {
            machine.disk.faultPermille = 0
            machine.disk.isFull = false
            machine.armed = nil
        }
        let highest = decided.keys.max()?.value ?? 0
        wanted = max(highest, heights.max() ?? 0) + scenario.network.heightsAfterFaults
    }

    /// The heights of the validators that are to come along: all that have their key alone.
    var heights: [UInt64] {
        machines.filter { !isTwin($0) }.map { $0.process?.engine.height.value ?? 0 }
    }

    /// Whether a machine's key is on another one too.
    func isTwin(_ machine: SimulatedMachine) -> Bool {
        machines.count > scenario.network.weights.count && machine.validator == machines.last?.validator
    }

    func isWeak(_ machine: SimulatedMachine) -> Bool { scenario.weak.contains(machine.validator.value) }
}
