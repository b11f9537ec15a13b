import CasmModel
import SierraModel

/// Dictionaries: a log of accesses, each the key, the value before and the value after.
extension InvocationCompiler {
    func dictionaries() throws(CompilationError) -> Output {
        switch libfunc.operation {
        case .newDictionary: return try newDictionary()
        case .squashDictionary: return try squashDictionary()
        case .dictionaryEntry:
            var c = CodeBuilder()
            let dictionary = c.buffer(try single(0), reach: 2)
            let key = c.cell(try single(1))
            c.hint(.felt252DictEntryInit(dict: c.input(dictionary), key: c.input(key)))
            c.write(key, to: dictionary)
            let previous = c.read(dictionary)
            _ = c.read(dictionary)
            return try finish(c, [[dictionary], [previous]])
        default:
            var c = CodeBuilder()
            let entry = c.buffer(try single(0), reach: 0)
            let value = c.cell(try single(1))
            c.hint(.felt252DictEntryUpdate(dict: c.input(entry), value: c.input(value)))
            c.assert(value, entry[-1])
            return try finish(c, [[entry]])
        }
    }

    /// One more dictionary in the arena: its state is where the infos are, how many dictionaries there are and how many
    /// of them are squashed.
    private func newDictionary() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let arena = c.buffer(try single(0), reach: 2)
        c.hint(.allocFelt252Dict(segmentArena: c.input(arena)))
        let infos = c.temporary(arena[-3])
        let count = c.temporary(arena[-2])
        let squashed = c.temporary(arena[-1])
        c.write(infos, to: arena)
        let one = c.constant(1)
        let newCount = c.temporary(count + one)
        c.write(newCount, to: arena)
        c.write(squashed, to: arena)
        let infoSize = c.constant(SierraInteger(DictionarySquash.infoSize))
        let offset = c.temporary(count * infoSize)
        let place = c.temporary(infos + offset)
        let end = c.define(place[0])
        return try finish(c, [[arena], [end]])
    }

    /// The code of the squash moves `ap` by the number of accesses, so nothing is known of it behind.
    private func squashDictionary() throws(CompilationError) -> Output {
        var squash = DictionarySquash()
        let arena = squash.code.buffer(try single(2), reach: 2)
        let rangeCheck = squash.code.buffer(try single(0), reach: 0)
        let gas = squash.code.cell(try single(1))
        let end = squash.code.buffer(try single(3), reach: 0)
        let results = squash.write(rangeCheck: rangeCheck, gas: gas, arena: arena, end: end)
        guard let ways = squash.code.finish([nil]) else { throw invalid }
        var cells: [CellExpression] = []
        for variable in results {
            guard variable.index < ways[0].state.variables.count,
                let cell = ways[0].state.variables[variable.index]?.moved(by: ways[0].state.apChange)
            else { throw invalid }
            cells.append(cell)
        }
        guard cells.count == 5 else { throw invalid }
        return Output(
            instructions: squash.code.instructions,
            results: [[[cells[0]], [cells[1]], [cells[2]], [cells[3], cells[4]]]])
    }
}
