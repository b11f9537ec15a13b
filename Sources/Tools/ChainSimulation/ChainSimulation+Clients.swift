import ConsensusSimulation
import Determinism
import FiniteFields
import QuorumCertificates
import StarknetModel
import TransactionPool

/// A client with an account of its own: sends one transaction after the other, each to some node.
struct SimulatedClient {
    let account: Int
    var nonce: UInt64 = 0
    /// What is sent until a node takes it.
    var next: Transaction?

    init(account: Int) { self.account = account }
}

/// A transaction that a client was told is taken.
struct Acknowledgement {
    let client: Int
    let nonce: UInt64
    let hash: Felt252
    /// The machine that said so, and the life of its process then.
    let node: Int
    let life: Int
    /// Machines whose files have it: until the power goes or the disk fails.
    var durable: Set<Int>
    /// Machines whose pools have it: until the process ends.
    var volatile: Set<Int> = []
    var isIncluded = false
}

extension ChainSimulation {
    func send(from client: Int) {
        guard network.isFaulty else { return }
        queue.add(.client(client), at: now + random.number(in: 1...2 * scenario.clientMillis))
        let cost = random.chance(percent: 10) ? scenario.costMillisMax : min(scenario.costMillisMax, 10)
        let first = clients[client].next ?? make(client, random.number(in: 0...cost), version: 0)
        clients[client].next = first
        guard let node = someProcess(), submit(first, client, to: node) else { return }
        if random.chance(percent: scenario.conflictPercent), let other = someProcess(), other !== node {
            _ = submit(make(client, 1, version: 1), client, to: other)
        }
        clients[client].nonce += 1
        clients[client].next = nil
    }

    private func make(_ client: Int, _ cost: Int, version: Int) -> Transaction {
        SimulatedTransaction.make(
            account: clients[client].account, nonce: clients[client].nonce, costMillis: cost, version: version)
    }

    private func someProcess() -> SimulatedMachine? {
        let machine = machines[random.number(in: 0...machines.count - 1)]
        // Of two machines with one key the others know only one: nothing is promised for the other.
        return machine.process == nil || isTwin(machine) ? nil : machine
    }

    /// Whether the node took it, as far as the client can know.
    private func submit(_ transaction: Transaction, _ client: Int, to machine: SimulatedMachine) -> Bool {
        guard let process = machine.process, let hash = try? process.chain.submit(transaction, from: .client) else {
            return false
        }
        let life = machine.life
        step(machine)
        if machine.disk.isOff { losePower(machine) }
        guard machine.life == life else { return false }
        let isKept = process.chain.journal.isKept
        places[hash] = acknowledged.count
        acknowledged.append(
            Acknowledgement(
                client: client, nonce: clients[client].nonce, hash: hash, node: machine.index, life: life,
                durable: isKept ? [machine.index] : [], volatile: [machine.index]))
        trace(machine.index, "takes transaction \(clients[client].nonce) of client \(client)")
        return true
    }

    // Who has what was acknowledged

    func noteHolder(_ machine: SimulatedMachine, _ hash: Felt252) {
        guard !isTwin(machine), let index = places[hash] else { return }
        acknowledged[index].volatile.insert(machine.index)
    }

    func forgetVolatileHolders(_ machine: SimulatedMachine) {
        for index in acknowledged.indices { acknowledged[index].volatile.remove(machine.index) }
    }

    func forgetHolders(_ machine: SimulatedMachine) {
        for index in acknowledged.indices { acknowledged[index].durable.remove(machine.index) }
    }
}
