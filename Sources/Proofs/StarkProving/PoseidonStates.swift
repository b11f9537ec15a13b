import CircleGroups
import FiniteFields
import HashFunctions
import HashLanes
import PackedFields
import WorkerPools

/// The leaves' states over Poseidon: one by one, since lanes gain nothing there. A block of sixteen words is a permutation.
struct PoseidonStates: LeafStates {
    /// By position of the size of the last block, one in the beginning.
    private var states = [PoseidonSponge()]
    private var logSize: Int { states.count.trailingZeroBitCount }

    mutating func absorb(_ columns: [PackedColumn], logSize: Int, hashed: Int) {
        let count = 1 << logSize, before = self
        states = [PoseidonSponge](unsafeUninitializedCapacity: count) { buffer, initialized in
            guard let base = buffer.baseAddress else { return }
            WorkerPool.shared.forRanges(count, grain: 256) { range in
                for slot in range {
                    (base + slot).initialize(to: before.leaf(columns, at: slot, logSize: logSize).whole)
                }
            }
            initialized = count
        }
        withExtendedLifetime(columns) {}
    }

    func lowest(_ columns: [PackedColumn], height: Int, hashed: Int, omitted: Int) -> DigestLayer {
        let result = DigestLayer(logSize: height - omitted), joined = 1 << omitted
        // Sixteen digests are written together.
        WorkerPool.shared.forRanges(result.count, grain: 16) { range in
            for place in range {
                var digests = (place * joined..<(place + 1) * joined).map {
                    leaf(columns, at: $0, logSize: height).finalize()
                }
                while digests.count > 1 {
                    digests = (0..<digests.count / 2).map {
                        ProofHash.poseidon252.hash(digests[2 * $0], digests[2 * $0 + 1])
                    }
                }
                result.set(place, digests[0])
            }
        }
        withExtendedLifetime(columns) {}
        return result
    }

    /// The hash at a position, of what was absorbed before and of the values of columns.
    private func leaf(_ columns: [PackedColumn], at slot: Int, logSize: Int) -> LeafHash {
        let from = self.logSize
        var hash = LeafHash(
            continuing: states[from == 0 ? 0 : Int(liftedSlot(UInt32(slot), from: from, to: logSize))])
        for column in columns {
            let place = liftedSlot(UInt32(slot), from: column.logSize, to: logSize)
            hash.update(word: column.words[Int(place)])
        }
        return hash
    }
}
