import FiniteFields

/// What hints remember between instructions: dictionaries, the squash in progress, the bump segment.
struct HintState {
    /// The content of a dictionary as the prover sees it.
    struct Dictionary {
        var values: [Felt252: MemoryValue] = [:]
        var start: MachineAddress
    }

    /// In order of creation, which is the order of the segment arena.
    var dictionaries: [Dictionary] = []
    /// By segment the dictionaries that start there, offsets rising: an environment may place several in one segment.
    private var numbers: [UInt64: [Int]] = [:]
    /// The accesses of the dictionary being squashed: keys descending, indices of each key descending.
    var keys: [(key: Felt252, accesses: [UInt64])] = []
    /// The arc that `assertLeFindSmallArcs` left out.
    var excludedArc = 0
    /// Where the next object of `allocConstantSize` goes.
    var bump: MachineAddress?
    /// Counters of the loops that Cairo 0 hints keep, innermost last.
    var loopCounts: [UInt64] = []
    /// Points handed out by `randomEcPoint`.
    var pointCount: UInt64 = 0

    mutating func addDictionary(start: MachineAddress) {
        numbers[start.segment, default: []].append(dictionaries.count)
        dictionaries.append(Dictionary(start: start))
    }

    /// The dictionary that a pointer into its accesses belongs to: the last one of its segment that starts at or
    /// before it.
    func dictionary(at address: MachineAddress) throws(MachineError) -> Int {
        guard let list = numbers[address.segment] else { throw .hint }
        var low = 0, high = list.count
        while low < high {
            let middle = (low + high) / 2
            if dictionaries[list[middle]].start.offset <= address.offset { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { throw .hint }
        return list[low - 1]
    }
}
