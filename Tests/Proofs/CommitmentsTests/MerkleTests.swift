import Commitments
import FiniteFields
import HashFunctions
import Testing

@Suite struct MerkleTests {
    /// A whole tree by the definition, layer 0 the leaves.
    struct Tree {
        var layers: [[Blake2sDigest]]
        var root: Blake2sDigest { layers[layers.count - 1][0] }
        var height: Int { layers.count - 1 }

        init(height: Int, variant: Blake2sVariant = .plain) {
            layers = [(0..<1 << height).map { Blake2s.hash([UInt8(truncatingIfNeeded: $0), 7]) }]
            for _ in 0..<height {
                let below = layers[layers.count - 1]
                layers.append((0..<below.count / 2).map { variant.hash(below[2 * $0], below[2 * $0 + 1]) })
            }
        }

        func leaves(_ positions: some Sequence<UInt32>) -> [MerkleLeaf] {
            positions.map { MerkleLeaf(position: $0, hash: layers[0][Int($0)]) }
        }

        /// The unknown siblings, leaf layer first, from left to right.
        func decommitment(of positions: Set<UInt32>) -> MerkleDecommitment {
            var known = positions
            var witness: [Blake2sDigest] = []
            for layer in layers.dropLast() {
                for position in known.sorted() where !known.contains(position ^ 1) {
                    witness.append(layer[Int(position ^ 1)])
                }
                known = Set(known.map { $0 >> 1 })
            }
            return MerkleDecommitment(hashWitness: witness)
        }
    }

    @Test(arguments: 0...3) func `every set of leaves opens a small tree`(height: Int) throws {
        let tree = Tree(height: height)
        for mask in 1..<(1 << (1 << height)) {
            let positions = (0..<UInt32(1 << height)).filter { mask >> Int($0) & 1 == 1 }
            let decommitment = tree.decommitment(of: Set(positions))
            try decommitment.verify(tree.leaves(positions), root: tree.root, height: height, variant: .plain)
            var longer = decommitment
            longer.hashWitness.append(.zero)
            #expect(throws: MerkleError.witnessTooLong) {
                try longer.verify(tree.leaves(positions), root: tree.root, height: height, variant: .plain)
            }
            var shorter = decommitment
            guard shorter.hashWitness.popLast() != nil else { continue }
            #expect(throws: MerkleError.witnessTooShort) {
                try shorter.verify(tree.leaves(positions), root: tree.root, height: height, variant: .plain)
            }
        }
    }

    @Test func `leaves may come in any order and repeated`() throws {
        let tree = Tree(height: 5)
        let decommitment = tree.decommitment(of: [3, 17, 18])
        try decommitment.verify(tree.leaves([18, 3, 17, 3]), root: tree.root, height: 5, variant: .plain)
    }

    @Test func `a changed leaf, sibling or root is found`() {
        let tree = Tree(height: 4)
        let decommitment = tree.decommitment(of: [2, 9])
        var leaves = tree.leaves([2, 9])
        leaves[1].hash.words[0] ^= 1
        #expect(throws: MerkleError.rootMismatch) {
            try decommitment.verify(leaves, root: tree.root, height: 4, variant: .plain)
        }
        for i in decommitment.hashWitness.indices {
            var changed = decommitment
            changed.hashWitness[i].words[7] ^= 0x8000_0000
            #expect(throws: MerkleError.rootMismatch) {
                try changed.verify(tree.leaves([2, 9]), root: tree.root, height: 4, variant: .plain)
            }
        }
        #expect(throws: MerkleError.rootMismatch) {
            try decommitment.verify(tree.leaves([2, 9]), root: .zero, height: 4, variant: .plain)
        }
    }

    @Test func `one position cannot have two leaves`() {
        let tree = Tree(height: 3)
        var leaves = tree.leaves([5, 5])
        leaves[0].hash = .zero
        #expect(throws: MerkleError.conflictingLeaves) {
            try tree.decommitment(of: [5]).verify(leaves, root: tree.root, height: 3, variant: .plain)
        }
    }

    @Test func `positions outside the tree and empty openings are refused`() {
        let tree = Tree(height: 3)
        let outside = [MerkleLeaf(position: 8, hash: .zero)]
        #expect(throws: MerkleError.positionOutsideTree) {
            try tree.decommitment(of: [0]).verify(outside, root: tree.root, height: 3, variant: .plain)
        }
        #expect(throws: MerkleError.positionOutsideTree) {
            try MerkleDecommitment(hashWitness: []).verify(outside, root: tree.root, height: 33, variant: .plain)
        }
        #expect(throws: MerkleError.rootMismatch) {
            try MerkleDecommitment(hashWitness: []).verify([], root: tree.root, height: 3, variant: .plain)
        }
    }

    @Test func `reduced words make another tree`() throws {
        let tree = Tree(height: 4, variant: .reduced)
        let decommitment = tree.decommitment(of: [7])
        try decommitment.verify(tree.leaves([7]), root: tree.root, height: 4, variant: .reduced)
        #expect(throws: MerkleError.rootMismatch) {
            try decommitment.verify(tree.leaves([7]), root: tree.root, height: 4, variant: .plain)
        }
    }

    @Test func `a leaf is the hash of its values' words`() {
        let leaf = MerkleLeaf.hash([M31(1), 0x0102_0304], variant: .plain)
        #expect(leaf == Blake2s.hash([1, 0, 0, 0, 4, 3, 2, 1]))
    }
}
