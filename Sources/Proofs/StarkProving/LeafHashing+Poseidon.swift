import CircleGroups
import HashFunctions
import HashLanes
import PackedFields
import WorkerPools

extension LeafHashing {
    /// The leaves over Poseidon, one by one: all are stored. Positions of a larger size go on from the state of the smaller
    /// size's lifted position.
    func poseidonLeaves() -> DigestLayer {
        let leaves = DigestLayer(logSize: height)
        guard !columns.isEmpty else {
            leaves.set(0, LeafHash(variant).finalize())
            return leaves
        }
        var states = [LeafHash(variant)], logSize = 0, position = 0
        while position < columns.count {
            let size = columns[position].logSize
            let end = columns[position...].firstIndex { $0.logSize != size } ?? columns.count
            let group = Array(columns[position..<end])
            if end == columns.count {
                WorkerPool.shared.forRanges(1 << size, grain: 256) { range in
                    for slot in range {
                        leaves.set(slot, Self.state(states, logSize, at: slot, group).finalize())
                    }
                }
            } else {
                states = Self.advanced(states, logSize, group)
                logSize = size
            }
            position = end
        }
        withExtendedLifetime(columns) {}
        return leaves
    }

    /// The state of a position of the columns' size, with their values.
    private static func state(
        _ states: [LeafHash], _ logSize: Int, at slot: Int, _ columns: [PackedColumn]
    ) -> LeafHash {
        let size = columns[0].logSize
        var hash = states[logSize == 0 ? 0 : Int(liftedSlot(UInt32(slot), from: logSize, to: size))]
        for column in columns { hash.update(word: column.words[slot]) }
        return hash
    }

    private static func advanced(_ states: [LeafHash], _ logSize: Int, _ columns: [PackedColumn]) -> [LeafHash] {
        let count = 1 << columns[0].logSize
        return [LeafHash](unsafeUninitializedCapacity: count) { buffer, initialized in
            guard let base = buffer.baseAddress else { return }
            WorkerPool.shared.forRanges(count, grain: 256) { range in
                for slot in range { (base + slot).initialize(to: state(states, logSize, at: slot, columns)) }
            }
            initialized = count
        }
    }
}
