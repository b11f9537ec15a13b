/// Jobs that wait, in turns between clients: whoever sends many waits behind its own, not in front of others.
struct ClientQueues<Job> {
    private struct Queue {
        var jobs: [Job] = []
        var head = 0
    }
    private var queues: [UInt32: Queue] = [:]
    /// Clients with waiting jobs, next first, from `turn` on.
    private var turns: [UInt32] = []
    private var turn = 0
    private(set) var count = 0

    /// How many jobs of a client wait.
    func count(of client: UInt32) -> Int { queues[client].map { $0.jobs.count - $0.head } ?? 0 }

    mutating func add(_ job: Job, of client: UInt32) {
        if queues[client] == nil { turns.append(client) }
        queues[client, default: Queue()].jobs.append(job)
        count += 1
    }

    /// The longest waiting job of the client whose turn it is.
    mutating func next() -> (job: Job, client: UInt32)? {
        guard turn < turns.count else { return nil }
        let client = turns[turn]
        turn += 1
        if turn > 256 {
            turns.removeFirst(turn)
            turn = 0
        }
        guard var queue = queues.removeValue(forKey: client) else { return nil }
        let job = queue.jobs[queue.head]
        queue.head += 1
        if queue.head < queue.jobs.count {
            if queue.head > 64 {
                queue.jobs.removeFirst(queue.head)
                queue.head = 0
            }
            queues[client] = queue
            turns.append(client)
        }
        count -= 1
        return (job, client)
    }
}
