import CLanes
import HashFunctions
import HashLanes
import PackedFields
import WorkerPools

/// The leaves of a lifted Merkle tree (STWO §3): at every position the hash of all columns' values, short columns
/// lifted, columns in ascending order of size.
///
/// One running hash state is kept per position of the current size. Moving to a larger size copies the state of the
/// lifted position, so that every value is hashed once per position of its own column only. A block is compressed when
/// it is known not to be the last one; up to sixteen columns wait for that and are read through their lifting.
struct LeafHashing {
    let variant: Blake2sVariant
    /// The positions of one task: their states stay in the first-level cache while columns stream past.
    static var groupsAtOnce: Int { 32 }

    /// Columns in hashing order: sizes must ascend. All of one size, or none smaller than a vector.
    func leaves(_ columns: [PackedColumn]) -> DigestLayer {
        guard let largest = columns.last else { return empty() }
        precondition(
            columns[0].logSize == largest.logSize || columns[0].logSize >= 4,
            "columns shorter than a vector cannot be lifted")
        var states: DigestLayer?
        var waiting: [PackedColumn] = []
        var hashed = 0
        var position = 0
        while position < columns.count {
            let logSize = columns[position].logSize
            while position < columns.count, columns[position].logSize == logSize {
                waiting.append(columns[position])
                position += 1
            }
            let isLast = position == columns.count
            let blocks = isLast ? (waiting.count + 15) / 16 : (waiting.count - 1) / 16
            states = absorb(
                waiting, blocks: blocks, logSize: logSize, from: states, hashed: hashed, isLast: isLast)
            let words = min(16 * blocks, waiting.count)
            hashed += words
            waiting.removeFirst(words)
        }
        return states ?? empty()
    }

    /// The hash of no data at the only position.
    private func empty() -> DigestLayer {
        let layer = DigestLayer(logSize: 0)
        BlakeLanes.start(layer.vectors)
        let zeros = [SIMD16<UInt32>](repeating: .zero, count: 16)
        BlakeLanes.compress(layer.vectors, zeros, counter: 0, isFinal: true)
        BlakeLanes.finish(layer.vectors, variant: variant)
        return layer
    }

    /// States of `2^logSize` positions after `blocks` blocks of these columns.
    private func absorb(
        _ columns: [PackedColumn], blocks: Int, logSize: Int, from previous: DigestLayer?, hashed: Int, isLast: Bool
    ) -> DigestLayer {
        let result = DigestLayer(logSize: logSize)
        let sources = columns.map { (UnsafePointer($0.vectors), logSize - $0.logSize) }
        WorkerPool.shared.forRanges(result.groupCount, grain: LeafHashing.groupsAtOnce) { groups in
            start(groups, result, previous)
            withUnsafeTemporaryAllocation(byteCount: 16 * 64, alignment: 64) { raw in
                guard let base = raw.baseAddress else { return }
                let message = base.bindMemory(to: SIMD16<UInt32>.self, capacity: 16)
                for block in 0..<blocks {
                    let first = 16 &* block, words = min(16, sources.count &- first)
                    let isFinal = isLast && block == blocks &- 1
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
                            result.vectors + 8 &* group, message, counter: counter, isFinal: isFinal)
                    }
                }
            }
            if isLast {
                for group in groups { BlakeLanes.finish(result.vectors + 8 &* group, variant: variant) }
            }
        }
        withExtendedLifetime(columns) {}
        return result
    }

    /// The states before: initial ones, or those of the smaller size lifted.
    private func start(_ groups: Range<Int>, _ result: DigestLayer, _ previous: DigestLayer?) {
        guard let previous else {
            for group in groups { BlakeLanes.start(result.vectors + 8 &* group) }
            return
        }
        let shift = result.logSize - previous.logSize
        for group in groups {
            let from = previous.vectors + 8 &* (group &>> shift), into = result.vectors + 8 &* group
            for w in 0..<8 {
                var lanes = from[w]
                var step = shift
                while step > 0 {
                    step &-= 1
                    lanes = (group &>> step) & 1 == 0 ? lanes_lift_low_16(lanes) : lanes_lift_high_16(lanes)
                }
                into[w] = lanes
            }
        }
    }
}
