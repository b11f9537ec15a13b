import HashLanes
import PackedFields

/// The blocks of some columns on positions of one size. The columns must outlive it.
struct LeafPass {
    let sources: [(column: UnsafePointer<PackedM31>, shift: Int)]
    /// Words that the states have absorbed before.
    let hashed: Int

    init(_ columns: [PackedColumn], _ logSize: Int, _ hashed: Int) {
        sources = columns.map { (UnsafePointer($0.vectors), logSize - $0.logSize) }
        self.hashed = hashed
    }

    var blockCount: Int { (sources.count + 15) / 16 }

    /// Compresses all blocks into the states of these groups, eight vectors each; `isLast`: the last block of the
    /// columns ends the hash.
    func compress(
        _ groups: Range<Int>, isLast: Bool, states: UnsafeMutablePointer<SIMD16<UInt32>>
    ) {
        withUnsafeTemporaryAllocation(byteCount: 16 * 64, alignment: 64) { raw in
            guard let base = raw.baseAddress else { return }
            let message = base.bindMemory(to: SIMD16<UInt32>.self, capacity: 16)
            sources.withUnsafeBufferPointer { sources in
                for block in 0..<blockCount {
                    let first = 16 &* block, words = min(16, sources.count &- first)
                    let isFinal = isLast && first &+ words == sources.count
                    let counter = UInt64(4 &* (hashed &+ first &+ words))
                    for w in words..<16 { message[w] = .zero }
                    for group in groups {
                        for w in 0..<words {
                            let (column, shift) = sources[first &+ w]
                            message[w] =
                                shift == 0
                                ? column[group].lanes : PackedM31.lifted(column, group, shift: shift).lanes
                        }
                        BlakeLanes.compress(
                            states + 8 &* (group &- groups.lowerBound), message, counter: counter,
                            isFinal: isFinal)
                    }
                }
            }
        }
    }
}
