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
///
/// The leaves themselves are not stored: a task joins its leaves five layers up while they are in the first-level
/// cache. Those that an opening needs are hashed again.
struct LeafHashing {
    let variant: ProofHash
    /// Columns in hashing order: sizes must ascend. All of one size, or none smaller than a vector.
    let columns: [PackedColumn]

    /// The positions of one task, sixteen a group.
    static var groupsAtOnce: Int { 32 }
    /// The layers that a task of 512 leaves joins down to one group.
    static var joinedLayers: Int { 5 }

    init(_ columns: [PackedColumn], variant: ProofHash) {
        self.columns = columns
        self.variant = variant
        let largest = columns.last?.logSize ?? 0
        precondition(
            columns.allSatisfy { $0.logSize >= 4 || $0.logSize == largest },
            "columns shorter than a vector cannot be lifted")
    }

    var height: Int { columns.last?.logSize ?? 0 }
    /// How many layers `lowest` leaves out.
    var omittedLayers: Int { height >= 9 && variant != .poseidon252 ? LeafHashing.joinedLayers : 0 }

    /// The lowest layer of the tree that is kept: `omittedLayers` above the leaves.
    func lowest() -> DigestLayer {
        if variant == .poseidon252 { return poseidonLeaves() }
        guard !columns.isEmpty else { return empty() }
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
            if position == columns.count { return joined(Pass(waiting, logSize, hashed), from: states) }
            let blocks = (waiting.count - 1) / 16
            states = absorb(Pass(waiting, logSize, hashed), blocks: blocks, from: states)
            hashed += 16 * blocks
            waiting.removeFirst(16 * blocks)
        }
        return empty()
    }

    /// The digests of the sixteen leaves of a group, into eight vectors.
    func hashLeaves(group: Int, into state: UnsafeMutablePointer<SIMD16<UInt32>>) {
        BlakeLanes.start(state)
        let pass = Pass(columns, height, 0)
        pass.compress(group..<(group + 1), blocks: 0..<pass.blockCount, isLast: true, states: state)
        BlakeLanes.finish(state, variant: variant)
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

    /// States of all positions after some blocks that are not the last.
    private func absorb(_ pass: Pass, blocks: Int, from previous: DigestLayer?) -> DigestLayer {
        let result = DigestLayer(logSize: pass.logSize)
        WorkerPool.shared.forRanges(result.groupCount, grain: LeafHashing.groupsAtOnce) { groups in
            let states = result.vectors + 8 &* groups.lowerBound
            LeafHashing.start(groups, states, from: previous, logSize: pass.logSize)
            pass.compress(groups, blocks: 0..<blocks, isLast: false, states: states)
        }
        withExtendedLifetime((columns, previous)) {}
        return result
    }

    /// The last blocks, then the first layers of the tree.
    private func joined(_ pass: Pass, from previous: DigestLayer?) -> DigestLayer {
        let result = DigestLayer(logSize: height - omittedLayers)
        let groupCount = max(1, (1 << height) >> 4), isJoined = omittedLayers > 0
        WorkerPool.shared.forRanges(groupCount, grain: LeafHashing.groupsAtOnce) { groups in
            withUnsafeTemporaryAllocation(byteCount: LeafHashing.groupsAtOnce * 512, alignment: 64) { raw in
                guard let base = raw.baseAddress else { return }
                let states = base.bindMemory(to: SIMD16<UInt32>.self, capacity: 8 &* LeafHashing.groupsAtOnce)
                LeafHashing.start(groups, states, from: previous, logSize: height)
                pass.compress(groups, blocks: 0..<pass.blockCount, isLast: true, states: states)
                for k in 0..<groups.count { BlakeLanes.finish(states + 8 &* k, variant: variant) }
                var count = groups.count
                while isJoined && count > 1 {
                    count /= 2
                    for k in 0..<count {
                        let even = states + 16 &* k
                        BlakeLanes.parents(even, even + 8, into: states + 8 &* k, variant: variant)
                    }
                }
                let first = isJoined ? groups.lowerBound / LeafHashing.groupsAtOnce : groups.lowerBound
                (result.vectors + 8 &* first).update(from: states, count: 8 &* count)
            }
        }
        withExtendedLifetime((columns, previous)) {}
        return result
    }

    /// The states before: initial ones, or those of the smaller size lifted.
    private static func start(
        _ groups: Range<Int>, _ states: UnsafeMutablePointer<SIMD16<UInt32>>, from previous: DigestLayer?,
        logSize: Int
    ) {
        guard let previous else {
            for k in 0..<groups.count { BlakeLanes.start(states + 8 &* k) }
            return
        }
        let shift = logSize - previous.logSize
        for (k, group) in groups.enumerated() {
            let from = previous.vectors + 8 &* (group &>> shift), into = states + 8 &* k
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
