import CLanes
import HashFunctions
import HashLanes
import PackedFields
import WorkerPools

/// The leaves' states over Blake2s: sixteen positions go through it together, a lane each.
struct BlakeStates: LeafStates {
    let variant: ProofHash
    private var states: DigestLayer?

    init(variant: ProofHash) { self.variant = variant }

    mutating func absorb(_ columns: [PackedColumn], logSize: Int, hashed: Int) {
        let pass = LeafPass(columns, logSize, hashed), previous = states
        let isSame = previous?.logSize == logSize
        let result = isSame ? previous ?? DigestLayer(logSize: logSize) : DigestLayer(logSize: logSize)
        WorkerPool.shared.forRanges(result.groupCount, grain: LeafHashing.groupsAtOnce) { groups in
            let states = result.vectors + 8 &* groups.lowerBound
            if !isSame { BlakeStates.start(groups, states, from: previous, logSize: logSize) }
            pass.compress(groups, isLast: false, states: states)
        }
        withExtendedLifetime((columns, previous)) {}
        states = result
    }

    func lowest(_ columns: [PackedColumn], height: Int, hashed: Int, omitted: Int) -> DigestLayer {
        let pass = LeafPass(columns, height, hashed), result = DigestLayer(logSize: height - omitted)
        let groupCount = max(1, (1 << height) >> 4), isJoined = omitted > 0
        WorkerPool.shared.forRanges(groupCount, grain: LeafHashing.groupsAtOnce) { groups in
            withUnsafeTemporaryAllocation(byteCount: LeafHashing.groupsAtOnce * 512, alignment: 64) { raw in
                guard let base = raw.baseAddress else { return }
                let states = base.bindMemory(to: SIMD16<UInt32>.self, capacity: 8 &* LeafHashing.groupsAtOnce)
                BlakeStates.start(groups, states, from: self.states, logSize: height)
                pass.compress(groups, isLast: true, states: states)
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
        withExtendedLifetime((columns, states)) {}
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

    /// The digests of sixteen leaves, from all of their values.
    static func leaves(_ values: [SIMD16<UInt32>], variant: ProofHash) -> [Blake2sDigest] {
        var state = [SIMD16<UInt32>](repeating: .zero, count: 8), words = LeafHashing.blockWords
        state.withUnsafeMutableBufferPointer { state in
            guard let state = state.baseAddress else { return }
            BlakeLanes.start(state)
            var message = [SIMD16<UInt32>](repeating: .zero, count: words), hashed = 0
            while hashed < values.count {
                words = min(LeafHashing.blockWords, values.count - hashed)
                for w in message.indices { message[w] = w < words ? values[hashed + w] : .zero }
                hashed += words
                BlakeLanes.compress(state, message, counter: UInt64(4 * hashed), isFinal: hashed == values.count)
            }
            BlakeLanes.finish(state, variant: variant)
        }
        return (0..<16).map { lane in
            var words = SIMD8<UInt32>()
            for w in 0..<8 { words[w] = state[w][lane] }
            return Blake2sDigest(words: words)
        }
    }
}
