import CirclePolynomials
public import Commitments
import FiniteFields
public import HashFunctions
import HashLanes
public import PackedFields
import WorkerPools

/// A lifted Merkle tree over columns of different sizes (STWO §3).
///
/// The lowest five layers are not stored: an opening hashes the 32 leaves around it again. What remains of a tree of
/// height `h` takes `2^(h + 1)` bytes; the columns are kept alive.
public final class MerkleTree: Sendable {
    private let leaves: LeafHashing
    /// From `leaves.omittedLayers` above the leaves up to the root.
    private let layers: [DigestLayer]
    public let height: Int
    public let root: Blake2sDigest

    /// The tree over columns in commit order; they are hashed by ascending size, columns of one size in commit order.
    /// Columns below `2^4` elements are allowed where all have one size.
    public convenience init(columns: [PackedColumn], variant: ProofHash) {
        self.init(
            CommittedColumns(
                columns.map { .extended($0) }, logBlowup: 0, transform: CircleTransform(.shared(logSize: 5))),
            variant: variant)
    }

    /// The same over columns that are kept in any way.
    convenience init(_ columns: CommittedColumns, variant: ProofHash) {
        self.init(LeafHashing(columns, variant: variant))
    }

    /// The tree over the evaluations of a folding layer: one to a leaf, or four consecutive ones, value by value.
    convenience init(layer: SecureColumn, isPacked: Bool, variant: ProofHash) {
        self.init(columns: isPacked ? MerkleTree.packedLeaves(layer) : layer.coordinates, variant: variant)
    }

    private init(_ leaves: LeafHashing) {
        var layers = [leaves.lowest()]
        while let below = layers.last, below.logSize > 0 {
            layers.append(MerkleTree.parents(of: below, leaves.variant))
        }
        self.leaves = leaves
        self.layers = layers
        height = leaves.height
        root = layers[layers.count - 1][0]
    }

    /// The layer above one.
    private static func parents(of below: DigestLayer, _ variant: ProofHash) -> DigestLayer {
        let above = DigestLayer(logSize: below.logSize - 1)
        if variant == .poseidon252 {
            WorkerPool.shared.forRanges(above.count, grain: 256) { range in
                for i in range { above.set(i, variant.hash(below[2 * i], below[2 * i + 1])) }
            }
            return above
        }
        WorkerPool.shared.forRanges(above.groupCount, grain: 256) { groups in
            for group in groups {
                let even = below.vectors + 16 &* group
                // Below 32 digests there is a single group, whose neighbour does not matter.
                let odd = below.logSize >= 5 ? even + 8 : even
                BlakeLanes.parents(even, odd, into: above.vectors + 8 &* group, variant: variant)
            }
        }
        return above
    }

    /// The siblings that complete leaves to the root, for positions in any order; each is below `2^height`.
    public func decommit(_ positions: [UInt32]) -> MerkleDecommitment { open(positions).decommitment }

    /// The values of all columns at positions, column by column in commit order, each lifted to the tree's height; and the
    /// siblings. One pass over the columns serves both.
    func open(_ positions: [UInt32]) -> (values: [[M31]], decommitment: MerkleDecommitment) {
        // The groups of sixteen leaves below a node of the lowest stored layer, or the position's own.
        let logGroups = max(0, leaves.omittedLayers - 4)
        let numbers = Set(positions.map { Int($0) >> (4 + logGroups) }).sorted()
        let groups = numbers.flatMap { number in (0..<1 << logGroups).map { number << logGroups + $0 } }
        let byGroup = leaves.values(groups: groups)
        var values = [[M31]](repeating: [], count: leaves.order.count)
        var subtrees: [UInt32: LowestSubtree] = [:]
        for (index, number) in numbers.enumerated() where leaves.omittedLayers > 0 {
            let digests = (0..<1 << logGroups).flatMap { leaves.leaves(byGroup[index << logGroups + $0]) }
            subtrees[UInt32(number)] = LowestSubtree(digests, number: number, variant: leaves.variant)
        }
        let places = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1, $0) })
        for position in positions {
            guard let group = places[Int(position) >> 4] else { continue }
            for (place, column) in leaves.order.enumerated() {
                values[column].append(M31(canonical: byGroup[group][place][Int(position) & 15]))
            }
        }
        return (values, decommitment(positions, subtrees))
    }

    private func decommitment(
        _ positions: [UInt32], _ subtrees: [UInt32: LowestSubtree]
    ) -> MerkleDecommitment {
        var witness: [Blake2sDigest] = []
        var known = Set(positions).sorted()
        for layer in 0..<height {
            var above: [UInt32] = []
            var next = 0
            while next < known.count {
                let position = known[next]
                if next + 1 < known.count, known[next + 1] == position | 1, position & 1 == 0 {
                    next += 2
                } else {
                    witness.append(digest(layer: layer, position: position ^ 1, subtrees))
                    next += 1
                }
                above.append(position >> 1)
            }
            known = above
        }
        return MerkleDecommitment(hashWitness: witness)
    }

    private func digest(layer: Int, position: UInt32, _ subtrees: [UInt32: LowestSubtree]) -> Blake2sDigest {
        guard layer < leaves.omittedLayers else { return layers[layer - leaves.omittedLayers][Int(position)] }
        let number = position >> UInt32(leaves.omittedLayers - layer)
        return subtrees[number]?.digest(layer: layer, position: Int(position)) ?? .zero
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
