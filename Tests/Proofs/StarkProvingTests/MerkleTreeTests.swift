import CircleGroups
import Commitments
import FiniteFields
import HashFunctions
import PackedFields
import StarkProving
import Testing
import Transcripts

@Suite struct MerkleTreeTests {
    @Test(
        arguments: [
            [4, 4], [9, 4, 7, 4, 9], [5, 8], [4, 5, 6, 7, 8, 9, 10], [6], [0, 0, 0], [3], [4, 10], [4, 11, 9],
        ], [1, 7, 20])
    func `leaves and nodes equal the definition`(sizes: [Int], copies: Int) {
        var random = Columns(seed: UInt64(copies))
        let columns = (0..<copies).flatMap { _ in sizes.map { random.next($0) } }
        let height = sizes.max() ?? 0
        for variant in [ProofHash.blake2s, .blake2sM31, .poseidon252] {
            let ordered = columns.enumerated().sorted { ($0.1.logSize, $0.0) < ($1.1.logSize, $1.0) }.map(\.1)
            var layer = (0..<UInt32(1 << height)).map { position in
                MerkleLeaf.hash(
                    ordered.map { $0[Int(liftedSlot(position, from: $0.logSize, to: height))] }, variant: variant)
            }
            while layer.count > 1 {
                layer = (0..<(layer.count / 2)).map { variant.hash(layer[2 * $0], layer[2 * $0 + 1]) }
            }
            #expect(MerkleTree(columns: columns, variant: variant).root == layer[0])
        }
    }

    @Test func `openings verify at any set of positions`() throws {
        var random = Columns(seed: 5)
        let columns = [random.next(6), random.next(4), random.next(6)]
        let tree = MerkleTree(columns: columns, variant: .blake2s)
        for positions: [UInt32] in [[0], [63], [0, 1, 2, 3], [5, 4, 9, 9, 40], Array(0..<64)] {
            let leaves = positions.map { p in
                let values = [columns[1], columns[0], columns[2]].map {
                    $0[Int(liftedSlot(p, from: $0.logSize, to: 6))]
                }
                return MerkleLeaf(position: p, hash: MerkleLeaf.hash(values, variant: .blake2s))
            }
            try tree.decommit(positions).verify(leaves, root: tree.root, height: 6, variant: .blake2s)
        }
    }

    @Test func `openings of a tree whose leaves are not stored verify`() throws {
        var random = Columns(seed: 6)
        let columns = (0..<20).map { random.next([12, 4, 10, 12][$0 % 4]) }
        let ordered =
            columns.filter { $0.logSize == 4 } + columns.filter { $0.logSize == 10 }
            + columns.filter { $0.logSize == 12 }
        let tree = MerkleTree(columns: columns, variant: .blake2s)
        for positions: [UInt32] in [[0], [4095, 17], [1000, 1001, 1030, 2047, 2048], Array(96..<160)] {
            let leaves = positions.map { p in
                let values = ordered.map { $0[Int(liftedSlot(p, from: $0.logSize, to: 12))] }
                return MerkleLeaf(position: p, hash: MerkleLeaf.hash(values, variant: .blake2s))
            }
            try tree.decommit(positions).verify(leaves, root: tree.root, height: 12, variant: .blake2s)
        }
    }

    @Test func `a tree of no columns is the hash of nothing`() {
        #expect(MerkleTree(columns: [], variant: .blake2s).root == Blake2s.hash([]))
    }

    @Test(arguments: [UInt32(0), 1, 5, 12, 16])
    func `grinding finds the first nonce`(bits: UInt32) {
        var transcript = Transcript()
        for salt in UInt64(0)..<3 {
            transcript.mix(salt)
            #expect(Grinding.firstNonce(transcript: transcript, bits: bits) == transcript.firstProofOfWork(bits: bits))
        }
    }
}
