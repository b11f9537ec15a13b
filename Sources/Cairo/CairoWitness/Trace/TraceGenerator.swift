public import CairoAIR
import CairoVerifying
import ConstraintLanes
import ConstraintSystems
import FiniteFields
import PackedFields
public import WorkerPools

/// Makes the main trace of a run, row for row as the reference prover does (STWO §6.3): opcode tables from their states,
/// builtins from their segments, then the tables that those look things up in, by how often they did.
public struct TraceGenerator {
    let input: ProverInput
    let variant: PreprocessedVariant
    let pool: WorkerPool
    let counters: WorkerCounters

    /// The trace, or why there is none.
    public static func generate(
        _ input: ProverInput, variant: PreprocessedVariant, pool: WorkerPool = .shared
    ) throws(WitnessError) -> MainTrace {
        try input.check()
        let publicData = try PublicData(input)
        let generator = TraceGenerator(
            input: input, variant: variant, pool: pool, counters: WorkerCounters(pool: pool))
        return try generator.trace(publicData)
    }

    private func trace(_ publicData: PublicData) throws(WitnessError) -> MainTrace {
        var tasks = try opcodeTasks()
        tasks += try builtinTasks()
        counters.prepare(
            tasks.map(\.kind) + [.verifyInstruction, .memoryIdToBig, .memoryIdToSmall], memory: input.memory)
        try fill(tasks)
        let called = try calledTasks(callers: tasks)
        tasks += called
        let instructions = try instructionTask(counters.total())
        try fill([instructions])
        let counts = counters.total()
        for address in input.publicMemoryAddresses {
            guard let id = input.memory.id(at: address) else { throw .publicMemory }
            counts.add(.memoryAddressToId, row: Int(address))
            counts.addValueUse(id: id)
        }
        guard !counts.isOutOfRange else { throw .inconsistentMemory }

        var tables = (tasks + [instructions]).map(\.trace)
        tables.append(addressTable(counts))
        let values = try bigValueTables(counts) + [smallValueTable(counts)]
        countLimbs(of: values, in: counts)
        tables += values
        for table in LookupTable.always { tables.append(constantTable(table, counts)) }
        for table in LookupTable.optional where counts.tables[table.relations.lowerBound].counts != nil {
            tables.append(constantTable(table, counts))
        }
        return try MainTrace(claim: claim(tables, publicData), tables: ordered(tables))
    }

    /// Claim order; instances of one kind keep theirs.
    private func ordered(_ tables: [TableTrace]) -> [TableTrace] {
        ComponentKind.allCases.flatMap { kind in tables.filter { $0.kind == kind } }
    }

    private func claim(_ tables: [TableTrace], _ publicData: PublicData) throws(WitnessError) -> CairoClaim {
        var claim = CairoClaim(publicData: publicData)
        try variant.checkNumbering(tables.map { ($0.kind, $0.logSize) })
        for table in tables { claim[table.kind].append(table.logSize) }
        return claim
    }

    /// Fills tables whose rows do not depend on counts.
    func fill(_ tasks: [RowTask]) throws(WitnessError) {
        var parts: [(task: Int, part: Int)] = []
        for (index, task) in tasks.enumerated() {
            for part in 0..<task.parts { parts.append((index, part)) }
        }
        input.memory.withWitnessMemory { memory in
            counters.forEach(parts.count) { index, counters in
                let (task, part) = parts[index]
                tasks[task].fill(part: part, memory: memory, counters: counters)
            }
        }
        guard !counters.total().isOutOfRange else { throw .inconsistentMemory }
    }
}

extension RunMemory {
    /// The memory as pointers, for the duration of a call.
    func withWitnessMemory(_ body: (WitnessMemory) -> Void) {
        withPadding(addressToId) { addresses in
            withPadding(smallWords) { small in
                withPadding(bigWords) { big in
                    body(
                        WitnessMemory(
                            addressToId: addresses, addressCount: addressToId.count, smallValues: small,
                            smallCount: smallCount, bigValues: big, bigCount: bigCount))
                }
            }
        }
    }
}

extension LookupCounters {
    /// Adds one to the use of a value.
    func addValueUse(id: UInt32) {
        guard id >= RunMemory.bigIdBase else { return add(.memoryIdToBig, row: Int(id)) }
        let table = tables[LookupCounters.bigTable(of: .memoryIdToBig)], row = Int(id - RunMemory.bigIdBase)
        guard let counts = table.counts, row < table.count else {
            isOutOfRange = true
            return
        }
        counts[row] &+= 1
    }
}
