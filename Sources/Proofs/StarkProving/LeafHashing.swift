import HashFunctions
import HashLanes
import PackedFields
import WorkerPools

/// The leaves of a lifted Merkle tree (STWO §3): at every position the hash of all columns' values, short columns
/// lifted, columns in ascending order of size.
///
/// One running hash state is kept per position of the current size (`LeafStates`). Moving to a larger size copies the state of
/// the lifted position, so that every value is hashed once per position of its own column only. Up to fifteen columns wait for
/// their block to be complete and are read through their lifting. Columns that are not kept extended are made a block at a
/// time.
///
/// The leaves themselves are not stored: a task joins its leaves five layers up while they are in the first-level
/// cache. Those that an opening needs are hashed again.
struct LeafHashing: Sendable {
    let variant: ProofHash
    let columns: CommittedColumns
    /// The columns in hashing order: sizes ascend, columns of one size in commit order.
    let order: [Int]

    /// The positions of one task, sixteen a group.
    static var groupsAtOnce: Int { 32 }
    /// The layers that a task of 512 leaves joins down to one group.
    static var joinedLayers: Int { 5 }
    /// The words of a block.
    static var blockWords: Int { 16 }

    /// All columns of one size, or none smaller than a vector.
    init(_ columns: CommittedColumns, variant: ProofHash) {
        self.columns = columns
        self.variant = variant
        var bySize = [[Int]](repeating: [], count: 32)
        for (index, logSize) in columns.logSizes.enumerated() { bySize[logSize + columns.logBlowup].append(index) }
        order = bySize.flatMap { $0 }
        let largest = height
        precondition(
            columns.logSizes.allSatisfy { $0 + columns.logBlowup >= 4 || $0 + columns.logBlowup == largest },
            "columns shorter than a vector cannot be lifted")
    }

    /// The extended log size of a column by its place in the order.
    private func size(_ place: Int) -> Int { columns.logSizes[order[place]] + columns.logBlowup }

    var height: Int { order.isEmpty ? 0 : size(order.count - 1) }
    /// How many layers `lowest` leaves out.
    var omittedLayers: Int { height >= 9 ? LeafHashing.joinedLayers : 0 }

    /// The lowest layer of the tree that is kept: `omittedLayers` above the leaves.
    func lowest() -> DigestLayer {
        guard !order.isEmpty else { return empty() }
        return variant == .poseidon252 ? walk(PoseidonStates()) : walk(BlakeStates(variant: variant))
    }

    private func walk(_ start: some LeafStates) -> DigestLayer {
        var states = start, waiting: [PackedColumn] = [], hashed = 0, next = 0
        while true {
            let logSize = size(next)
            let end = (next..<order.count).first { size($0) != logSize } ?? order.count
            let isLast = end == order.count
            while true {
                // The very last block ends the hash.
                let here = waiting.count + end - next
                var blocks = (isLast ? here - 1 : here) / LeafHashing.blockWords
                if !columns.isExtended { blocks = min(blocks, 1) }
                // With all columns there, the last pass makes leaves at once.
                guard blocks > 0, !(isLast && columns.isExtended) else { break }
                let words = LeafHashing.blockWords * blocks, following = next + words - waiting.count
                states.absorb(waiting + columns.extended(order[next..<following]), logSize: logSize, hashed: hashed)
                waiting = []
                hashed += words
                next = following
            }
            waiting += columns.extended(order[next..<end])
            next = end
            if isLast { return states.lowest(waiting, height: height, hashed: hashed, omitted: omittedLayers) }
        }
    }

    /// The hash of no data at the only position.
    private func empty() -> DigestLayer {
        let layer = DigestLayer(logSize: 0)
        layer.set(0, LeafHash(variant).finalize())
        return layer
    }

    /// The values of all columns at the leaves of some groups, columns in hashing order. Columns that are not kept extended are
    /// made for it one by one.
    func values(groups: [Int]) -> [[SIMD16<UInt32>]] {
        var result = [[SIMD16<UInt32>]](
            repeating: [SIMD16<UInt32>](repeating: .zero, count: order.count), count: groups.count)
        let byColumn = WorkerPool.shared.map(order.count) { place in
            let column = columns.extended(order[place]), shift = height - column.logSize
            return withExtendedLifetime(column) {
                groups.map { PackedM31.lifted(UnsafePointer(column.vectors), $0, shift: shift).lanes }
            }
        }
        for (place, vectors) in byColumn.enumerated() {
            for group in groups.indices { result[group][place] = vectors[group] }
        }
        return result
    }

    /// The digests of the sixteen leaves with these values.
    func leaves(_ values: [SIMD16<UInt32>]) -> [Blake2sDigest] {
        guard variant != .poseidon252 else {
            return (0..<16).map { lane in
                var hash = LeafHash(variant)
                for value in values { hash.update(word: value[lane]) }
                return hash.finalize()
            }
        }
        return BlakeStates.leaves(values, variant: variant)
    }
}

/// The running states of a tree's leaves.
protocol LeafStates {
    /// Takes in whole blocks of columns, the last ones of log size `logSize`, at its positions; `hashed` words were before.
    mutating func absorb(_ columns: [PackedColumn], logSize: Int, hashed: Int)
    /// Takes in the last columns and ends; the layer `omitted` above the leaves, 0 or `LeafHashing.joinedLayers`.
    func lowest(_ columns: [PackedColumn], height: Int, hashed: Int, omitted: Int) -> DigestLayer
}
