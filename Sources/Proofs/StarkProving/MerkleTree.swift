public import Commitments
public import HashFunctions
import HashLanes
public import PackedFields
import WorkerPools

/// A lifted Merkle tree over columns of different sizes, with all its layers in memory (STWO §3).
///
/// A tree of height `h` takes `2^(h + 6)` bytes.
public final class MerkleTree: Sendable {
    /// Leaf layer first, root last.
    private let layers: [DigestLayer]
    public let height: Int
    public let root: Blake2sDigest

    /// The tree over columns in commit order; they are hashed by ascending size, columns of one size in commit order.
    /// Columns below `2^4` elements are allowed where all have one size.
    public convenience init(columns: [PackedColumn], variant: Blake2sVariant) {
        var bySize = [[PackedColumn]](repeating: [], count: 32)
        for column in columns { bySize[column.logSize].append(column) }
        self.init(leaves: LeafHashing(variant: variant).leaves(bySize.flatMap { $0 }), variant: variant)
    }

    /// The tree over the evaluations of a folding layer: one to a leaf, or four consecutive ones, value by value.
    convenience init(layer: SecureColumn, isPacked: Bool, variant: Blake2sVariant) {
        let columns = isPacked ? MerkleTree.packedLeaves(layer) : layer.coordinates
        self.init(leaves: LeafHashing(variant: variant).leaves(columns), variant: variant)
    }

    private init(leaves: DigestLayer, variant: Blake2sVariant) {
        var layers = [leaves]
        while let below = layers.last, below.logSize > 0 {
            let above = DigestLayer(logSize: below.logSize - 1)
            WorkerPool.shared.forRanges(above.groupCount, grain: 256) { groups in
                for group in groups {
                    let even = below.vectors + 16 &* group
                    // Below 32 digests there is a single group, whose neighbour does not matter.
                    let odd = below.logSize >= 5 ? even + 8 : even
                    BlakeLanes.parents(even, odd, into: above.vectors + 8 &* group, variant: variant)
                }
            }
            layers.append(above)
        }
        self.layers = layers
        height = leaves.logSize
        root = layers[layers.count - 1][0]
    }

    /// The siblings that complete leaves to the root, for positions in any order; each is below `2^height`.
    public func decommit(_ positions: [UInt32]) -> MerkleDecommitment {
        var witness: [Blake2sDigest] = []
        var known = Set(positions).sorted()
        for layer in layers.dropLast() {
            var above: [UInt32] = []
            var next = 0
            while next < known.count {
                let position = known[next]
                if next + 1 < known.count, known[next + 1] == position | 1, position & 1 == 0 {
                    next += 2
                } else {
                    witness.append(layer[Int(position ^ 1)])
                    next += 1
                }
                above.append(position >> 1)
            }
            known = above
        }
        return MerkleDecommitment(hashWitness: witness)
    }

    /// Sixteen columns a quarter as long: word `4 p + k` of a leaf is coordinate `k` of its evaluation `p`.
    private static func packedLeaves(_ layer: SecureColumn) -> [PackedColumn] {
        let columns = (0..<16).map { _ in PackedColumn(logSize: layer.logSize - 2) }
        for (k, coordinate) in layer.coordinates.enumerated() {
            for p in 0..<4 {
                let from = coordinate.words + p, into = columns[4 * p + k].words
                WorkerPool.shared.forRanges(columns[0].count, grain: 1 << 14) { range in
                    for leaf in range { into[leaf] = from[4 &* leaf] }
                }
            }
        }
        withExtendedLifetime(layer) {}
        return columns
    }
}
