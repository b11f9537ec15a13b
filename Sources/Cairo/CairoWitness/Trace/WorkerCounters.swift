import CairoAIR
import ConstraintLanes
import ConstraintSystems
import Synchronization
import WorkerPools

/// One set of lookup counters per worker, added up at the end: counting needs no atomic operation.
final class WorkerCounters: @unchecked Sendable {
    private let workers: [LookupCounters]
    private let pool: WorkerPool

    init(pool: WorkerPool) {
        self.pool = pool
        workers = (0..<pool.workerCount).map { _ in LookupCounters() }
    }

    /// Counts for these components from now on.
    func prepare(_ kinds: some Sequence<ComponentKind>, memory: RunMemory) {
        var indices = Set<Int>()
        for kind in kinds { indices.formUnion(kind.relationUses.map(\.relation)) }
        for counters in workers {
            for index in indices { counters.prepare(index, memory: memory) }
        }
    }

    /// Calls `body` for `0 ..< count`, several at a time, each time with counters that no other call uses.
    func forEach(_ count: Int, _ body: (Int, LookupCounters) -> Void) {
        let next = Atomic<Int>(0)
        pool.forEach(workers.count) { worker in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                body(index, workers[worker])
            }
        }
    }

    /// All counts, in the first worker's tables.
    func total() -> LookupCounters {
        let first = workers[0]
        for other in workers.dropFirst() {
            for index in 0..<256 where first.tables[index].counts == nil {
                if let count = other.tables[index].counts.map({ _ in other.tables[index].count }) {
                    first.prepare(index, count: count)
                }
            }
        }
        pool.forEach(256) { index in
            guard let to = first.tables[index].counts else { return }
            for other in workers.dropFirst() {
                guard let from = other.tables[index].counts else { continue }
                for row in 0..<min(first.tables[index].count, other.tables[index].count) {
                    to[row] &+= from[row]
                    from[row] = 0
                }
            }
        }
        if workers.contains(where: \.isOutOfRange) { first.isOutOfRange = true }
        return first
    }
}

extension LookupCounters {
    /// Makes the table that yields a relation: one counter a row.
    func prepare(_ index: Int, memory: RunMemory) {
        switch index {
        case Int(Relation.verifyInstruction.index), Int(Relation.memoryAddressToId.index):
            // Instructions are counted by their address.
            prepare(index, count: memory.addressToId.count)
        case Int(Relation.memoryIdToBig.index):
            prepare(index, count: memory.smallCount)
            prepare(LookupCounters.bigTable(of: .memoryIdToBig), count: memory.bigCount)
        default:
            guard let table = LookupTable.of(relation: index) else { return }
            prepare(index, count: 1 << Int(table.logTuples))
        }
    }
}
