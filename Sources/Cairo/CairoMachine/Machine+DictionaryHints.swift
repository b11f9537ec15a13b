import CasmModel
import FiniteFields

/// Hints of dictionaries: the prover keeps their content, the program proves it by squashing (EXEC spec §6.6).
extension Machine {
    func runDictionary(_ hint: Hint) throws(MachineError) {
        switch hint {
        case .allocFelt252Dict(let arena):
            let arena = try address(arena)
            guard let infosCell = arena.advanced(by: -3), let countCell = arena.advanced(by: -2) else { throw .hint }
            guard let count = value(at: countCell)?.asUInt64, count < 1 << 24,
                let infos = value(at: infosCell)?.asAddress,
                let info = infos.advanced(by: 3 * Int(count))
            else { throw .hint }
            let index = UInt64(hints.dictionaries.count)
            let start = try environment.allocateDictionary(self, index: index)
            hints.addDictionary(start: start)
            try write(MemoryValue(start), at: info)
        case .felt252DictEntryInit(let dict, let key):
            let entry = try address(dict)
            let previous = try dictionaryValue(entry, try key252(key))
            guard let cell = entry.advanced(by: 1) else { throw .hint }
            try write(previous, at: cell)
        case .felt252DictEntryUpdate(let dict, let value):
            let entry = try address(dict)
            guard let keyCell = entry.advanced(by: -3), let key = self.value(at: keyCell)?.asFelt else { throw .hint }
            let number = try hints.dictionary(at: entry)
            hints.dictionaries[number].values[key] = try self.value(value)
        case .felt252DictRead(let dict, let key, let dst):
            try put(dst, try dictionaryValue(try address(dict), try key252(key)))
        case .felt252DictWrite(let dict, let key, let value):
            let entry = try address(dict), key = try key252(key)
            guard let cell = entry.advanced(by: 1) else { throw .hint }
            try write(try dictionaryValue(entry, key), at: cell)
            let number = try hints.dictionary(at: entry)
            hints.dictionaries[number].values[key] = try self.value(value)
        case .getSegmentArenaIndex(let end, let index):
            let number = try hints.dictionary(at: try address(end))
            try put(index, .small(UInt64(number)))
        default: try runSquash(hint)
        }
    }

    private func key252(_ operand: HintOperand) throws(MachineError) -> Felt252 {
        guard let key = try value(operand).asFelt else { throw .notFelt }
        return key
    }

    private func dictionaryValue(_ entry: MachineAddress, _ key: Felt252) throws(MachineError) -> MemoryValue {
        hints.dictionaries[try hints.dictionary(at: entry)].values[key] ?? .zero
    }

    private func runSquash(_ hint: Hint) throws(MachineError) {
        switch hint {
        case .initSquashData(let accesses, _, let count, let bigKeys, let firstKey):
            try beginSquash(try address(accesses), try small(count))
            guard let last = hints.keys.first, let first = hints.keys.last else { throw .hint }
            try put(bigKeys, .small(MemoryValue(last.key).isWord128 ? 0 : 1))
            try put(firstKey, MemoryValue(first.key))
        case .getCurrentAccessIndex(let rangeCheck):
            guard let index = hints.keys.last?.accesses.last else { throw .hint }
            try write(.small(index), at: try address(rangeCheck))
        case .shouldSkipSquashLoop(let dst):
            guard let current = hints.keys.last else { throw .hint }
            try put(dst, .small(current.accesses.count > 1 ? 0 : 1))
        case .shouldContinueSquashLoop(let dst):
            guard let current = hints.keys.last else { throw .hint }
            try put(dst, .small(current.accesses.count > 1 ? 1 : 0))
        case .getCurrentAccessDelta(let dst):
            let key = hints.keys.count - 1
            guard key >= 0, let previous = hints.keys[key].accesses.popLast(),
                let next = hints.keys[key].accesses.last
            else { throw .hint }
            try put(dst, .small(next - previous - 1))
        case .getNextDictKey(let dst):
            guard hints.keys.popLast()?.accesses.count == 1, let next = hints.keys.last else { throw .hint }
            try put(dst, MemoryValue(next.key))
        default: throw .hintNotAllowed
        }
    }

    /// Groups the accesses by key; keys and indices are popped from the end.
    private func beginSquash(_ start: MachineAddress, _ count: UInt64) throws(MachineError) {
        guard count > 0, count <= 1 << 24 else { throw .hint }
        var groups: [Felt252: [UInt64]] = [:]
        for i in 0..<count {
            let cell = MachineAddress(segment: start.segment, offset: start.offset &+ 3 &* i)
            guard let key = value(at: cell)?.asFelt else { throw .hint }
            groups[key, default: []].append(i)
        }
        var keys = groups.map { (key: $0.key, accesses: Array($0.value.reversed())) }
        keys.sort { Machine.isLess(MemoryValue($1.key), MemoryValue($0.key)) }
        hints.keys = keys
    }
}
