import BlockPrograms
import FiniteFields

extension Replayer {
    /// A fresh arena whose dictionaries lie one behind the other with one cell between, all squashed: the rules of the
    /// Starknet OS (`validate_segment_arena`) on public cells (block program §6).
    ///
    /// Soundness: without them two dictionaries may share cells, and a read can return what was never written.
    mutating func checkArena(_ arena: ArenaManifest) throws(ReplayFailure) {
        let count = arena.dictionaries
        guard count >= 0, count < BlockProgramLimits.arrayMax, arena.operations == 2 * count else { throw .arena }
        let first = try program.array(arena.base, count: 3)
        let last = try program.array(arena.base + 3 * arena.operations, count: 3)
        let infos = Felt252(UInt64(truncatingIfNeeded: arena.infos)) + .one, total = Felt252(UInt64(count))
        guard first == [infos, .zero, .zero], last == [infos, total, total] else { throw .arena }
        let cells = try program.array(arena.infos, count: 3 * count)
        var previousEnd: UInt64?
        for index in 0..<count {
            guard let start = cells[3 * index].asUInt64, let end = cells[3 * index + 1].asUInt64, start <= end,
                end < 1 << 29
            else { throw .arena }
            if let previousEnd, start != previousEnd + 1 { throw .arena }
            previousEnd = end
        }
    }
}
