import CairoAIR
import ConstraintSystems
import FiniteFields
import PackedFields

extension TraceGenerator {
    /// The tables that prove what filled builtin tables ask for: steps of scalar multiplications, hashes and permutations
    /// with theirs. They come back filled.
    func calledTasks(callers: [RowTask]) throws(WitnessError) -> [RowTask] {
        var tasks: [RowTask] = []
        for caller in callers {
            switch caller.kind {
            case .ecOpBuiltin:
                for call in caller.calls {
                    let task = call.list.task()
                    counters.prepare([task.kind], memory: input.memory)
                    try fill([task])
                    tasks.append(task)
                }
            case .pedersenBuiltin, .pedersenBuiltinNarrowWindows: tasks += try pedersenTasks(caller)
            case .poseidonBuiltin: tasks += try poseidonTasks(caller)
            case .blakeCompressOpcode: tasks += try blakeTasks(caller)
            default: break
            }
        }
        return tasks
    }

    /// The calls of compressions: their rounds, and the words of their results.
    func blakeCalls(rows: Int) -> [RowTask.Call] {
        let rounds = CallList(
            .blakeRound, .blakeRound, width: 35, callers: [.init(rows: rows, slots: BlakeSchedule.rounds)])
        let words = CallList(.tripleXor32, .tripleXor32, width: 6, callers: [.init(rows: rows, slots: 8)])
        return [.init(list: rounds, caller: 0), .init(list: words, caller: 0)]
    }

    /// The rounds with their mixings, and the words of the results.
    private func blakeTasks(_ opcode: RowTask) throws(WitnessError) -> [RowTask] {
        var tasks = opcode.calls.map { $0.list.task() }
        guard let rounds = tasks.first else { return [] }
        let mixings = CallList(.blakeG, .blakeG, width: 12, callers: [.init(rows: rounds.activeRows, slots: 8)])
        tasks[0].calls = [.init(list: mixings, caller: 0)]
        counters.prepare(tasks.map(\.kind) + [mixings.kind], memory: input.memory)
        try fill(tasks)
        let last = mixings.task()
        try fill([last])
        return tasks + [last]
    }

    /// Each six of ids is permuted once; then its rounds, their cubes and range checks.
    private func poseidonTasks(_ builtin: RowTask) throws(WitnessError) -> [RowTask] {
        var aggregator = try aggregator(of: builtin, .poseidonAggregator)
        // 107 cubes an instance.
        guard aggregator.logSize <= 18 else { throw .tableTooLarge(.cube252) }
        let rows = aggregator.activeRows
        let full = CallList(
            .poseidonFullRoundChain, .poseidonFullRoundChain, width: 32, callers: [.init(rows: rows, slots: 8)])
        let partial = CallList(
            .poseidon3PartialRoundsChain, .poseidon3PartialRoundsChain, width: 42,
            callers: [.init(rows: rows, slots: 27)])
        let cubes = CallList(
            .cube252, .cube252, width: 10,
            callers: [
                .init(rows: rows, slots: 2), .init(rows: partial.count, slots: 3), .init(rows: full.count, slots: 3),
            ])
        let ranges = CallList(
            .rangeCheck252Width27, .rangeCheck252Width27, width: 10,
            callers: [.init(rows: rows, slots: 2), .init(rows: partial.count, slots: 3)])
        counters.prepare(
            [aggregator.kind, partial.kind, full.kind, cubes.kind, ranges.kind], memory: input.memory)

        let keys = RowTask.FeltTable(columns: 3, felts: PoseidonRoundKeyTable.rows.flatMap { $0 })
        aggregator.table = keys
        aggregator.calls = [
            .init(list: full, caller: 0), .init(list: partial, caller: 0), .init(list: cubes, caller: 0),
            .init(list: ranges, caller: 0),
        ]
        try fill([aggregator])
        var partialTask = partial.task()
        partialTask.table = keys
        partialTask.calls = [.init(list: cubes, caller: 1), .init(list: ranges, caller: 1)]
        var fullTask = full.task()
        fullTask.table = keys
        fullTask.calls = [.init(list: cubes, caller: 2)]
        try fill([partialTask, fullTask])
        let last = [cubes.task(), ranges.task()]
        try fill(last)
        return [aggregator, partialTask, fullTask] + last
    }
}
