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

        init(height: Int, variant: ProofHash = .blake2s) {
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
            try decommitment.verify(tree.leaves(positions), root: tree.root, height: height, variant: .blake2s)
            var longer = decommitment
            longer.hashWitness.append(.zero)
            #expect(throws: MerkleError.witnessTooLong) {
                try longer.verify(tree.leaves(positions), root: tree.root, height: height, variant: .blake2s)
            }
            var shorter = decommitment
            guard shorter.hashWitness.popLast() != nil else { continue }
            #expect(throws: MerkleError.witnessTooShort) {
                try shorter.verify(tree.leaves(positions), root: tree.root, height: height, variant: .blake2s)
            }
        }
    }

    // The unit test of the reference's Cairo verifier, vcs/verifier_test.cairo: columns of log sizes 2, 3, 4.
    @Test func `a published opening passes`() throws {
        func digest(
            _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: UInt32
        ) -> Blake2sDigest { Blake2sDigest(words: SIMD8(a, b, c, d, e, f, g, h)) }
        let root = digest(
            1_166_138_673, 2_445_736_790, 15_165_448, 367_559_997, 1_337_972_960, 1_582_281_981, 2_599_545_023,
            2_602_241_306)
        let decommitment = MerkleDecommitment(hashWitness: [
            digest(
                3_527_665_513, 2_883_753_490, 2_824_372_921, 1_126_320_381, 3_284_464_291, 412_328_431,
                4_179_897_757, 4_108_441_023),
            digest(
                1_895_781_335, 406_586_817, 2_943_640_900, 1_162_698_830, 3_402_416_469, 3_995_066_570,
                1_037_625_426, 4_261_489_706),
            digest(
                2_986_588_344, 2_715_718_596, 1_645_705_056, 1_245_334_775, 704_985_260, 1_912_793_072, 797_619_254,
                402_598_591),
            digest(
                2_423_846_805, 76_366_567, 1_876_163_899, 509_464_482, 2_624_872_233, 1_389_355_692, 1_983_230_920,
                337_017_200),
        ])
        let leaf = MerkleLeaf(position: 4, hash: MerkleLeaf.hash([M31(0), 2, 4], variant: .blake2s))
        try decommitment.verify([leaf, leaf], root: root, height: 4, variant: .blake2s)
    }

    @Test func `leaves may come in any order and repeated`() throws {
        let tree = Tree(height: 5)
        let decommitment = tree.decommitment(of: [3, 17, 18])
        try decommitment.verify(tree.leaves([18, 3, 17, 3]), root: tree.root, height: 5, variant: .blake2s)
    }

    @Test func `a changed leaf, sibling or root is found`() {
        let tree = Tree(height: 4)
        let decommitment = tree.decommitment(of: [2, 9])
        var leaves = tree.leaves([2, 9])
        leaves[1].hash.words[0] ^= 1
        #expect(throws: MerkleError.rootMismatch) {
            try decommitment.verify(leaves, root: tree.root, height: 4, variant: .blake2s)
        }
        for i in decommitment.hashWitness.indices {
            var changed = decommitment
            changed.hashWitness[i].words[7] ^= 0x8000_0000
            #expect(throws: MerkleError.rootMismatch) {
                try changed.verify(tree.leaves([2, 9]), root: tree.root, height: 4, variant: .blake2s)
            }
        }
        #expect(throws: MerkleError.rootMismatch) {
            try decommitment.verify(tree.leaves([2, 9]), root: .zero, height: 4, variant: .blake2s)
        }
    }

    @Test func `one position cannot have two leaves`() {
        let tree = Tree(height: 3)
        var leaves = tree.leaves([5, 5])
        leaves[0].hash = .zero
        #expect(throws: MerkleError.conflictingLeaves) {
            try tree.decommitment(of: [5]).verify(leaves, root: tree.root, height: 3, variant: .blake2s)
        }
    }

    @Test func `positions outside the tree and empty openings are refused`() {
        let tree = Tree(height: 3)
        let outside = [MerkleLeaf(position: 8, hash: .zero)]
        #expect(throws: MerkleError.positionOutsideTree) {
            try tree.decommitment(of: [0]).verify(outside, root: tree.root, height: 3, variant: .blake2s)
        }
        #expect(throws: MerkleError.positionOutsideTree) {
            try MerkleDecommitment(hashWitness: []).verify(outside, root: tree.root, height: 33, variant: .blake2s)
        }
        #expect(throws: MerkleError.positionOutsideTree) {
            try MerkleDecommitment(hashWitness: []).verify(
                tree.leaves([0]), root: tree.root, height: -1, variant: .blake2s)
        }
        #expect(throws: MerkleError.rootMismatch) {
            try MerkleDecommitment(hashWitness: []).verify([], root: tree.root, height: 3, variant: .blake2s)
        }
    }

    @Test func `reduced words make another tree`() throws {
        let tree = Tree(height: 4, variant: .blake2sM31)
        let decommitment = tree.decommitment(of: [7])
        try decommitment.verify(tree.leaves([7]), root: tree.root, height: 4, variant: .blake2sM31)
        #expect(throws: MerkleError.rootMismatch) {
            try decommitment.verify(tree.leaves([7]), root: tree.root, height: 4, variant: .blake2s)
        }
    }

    @Test func `a leaf is the hash of its values' words`() {
        let leaf = MerkleLeaf.hash([M31(1), 0x0102_0304], variant: .blake2s)
        #expect(leaf == Blake2s.hash([1, 0, 0, 0, 4, 3, 2, 1]))
        for variant in [ProofHash.blake2s, .blake2sM31] {
            for count in 0...40 {
                let values = (0..<count).map { M31(reducing: UInt64($0) &* 0x1234_5678_9abc) }
                let words = values.map(\.value)
                #expect(
                    MerkleLeaf.hash(words: words.span, variant: variant) == MerkleLeaf.hash(values, variant: variant))
            }
        }
    }
}
