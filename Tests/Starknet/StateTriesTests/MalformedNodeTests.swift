import ByteCoding
import FiniteFields
import StarknetModel
import StateTries
import Testing

/// Nodes that no trie has, under a root that is computed from them: what a prover with a dishonest quorum could open.
@Suite struct MalformedNodeTests {
    /// A state whose classes trie has only these nodes, the last of them the root.
    func opened(_ nodes: [TrieNode]) throws -> OpenedState {
        let root = try #require(TrieHash.poseidon.hashes(of: nodes).last)
        let roots = StateRoots(contracts: .zero, classes: root)
        return try #require(
            OpenedState(StateOpening(roots: roots, poseidonNodes: nodes), globalRoot: roots.global))
    }

    func path(_ value: UInt64, _ length: Int) throws -> TriePath {
        try #require(TriePath(value: Felt252(value), length: length))
    }

    /// Without the check such a node would be passed as if it were not there: two tries for one content.
    @Test func `an edge of no bits is refused`() throws {
        let inner = TrieNode.edge(path: try path(1, 251), child: 7)
        let hash = try #require(TrieHash.poseidon.hashes(of: [inner]).first)
        let state = try opened([inner, .edge(path: .root, child: hash)])
        #expect(throws: TrieError.malformedNode) { try state.classLeaf(of: ClassHash(1)) }
    }

    /// Without the check the leaf would read as absent, whatever the key.
    @Test func `an edge beyond the leaves is refused`() throws {
        let far = TrieNode.edge(path: try path(1, 251), child: 7)
        let hash = try #require(TrieHash.poseidon.hashes(of: [far]).first)
        let state = try opened([far, .binary(left: hash, right: 5)])
        #expect(throws: TrieError.malformedNode) { try state.classLeaf(of: ClassHash(1)) }
    }

    @Test func `a key beyond 251 bits has no place in a trie`() throws {
        let state = try opened([.edge(path: try path(1, 251), child: 7)])
        #expect(throws: TrieError.invalidKeys) { try state.classLeaf(of: ClassHash(-Felt252.one)) }
    }

    @Test func `paths and edges have one encoding`() throws {
        let edge = TrieNode.edge(path: try path(5, 3), child: 9)
        let bytes = edge.encoded
        #expect(try TrieNode(decoding: bytes) == edge)
        var changed = bytes
        changed[1] = 252
        #expect(throws: ByteCodingError.notCanonical) {
            try TrieNode(decoding: changed + [UInt8](repeating: 0, count: 31))
        }
        changed = bytes
        // A bit behind the three of the path.
        changed[2] |= 1
        #expect(throws: ByteCodingError.notCanonical) { try TrieNode(decoding: changed) }
        // No bits at all.
        #expect(throws: ByteCodingError.notCanonical) { try TrieNode(decoding: [1, 0] + bytes.suffix(32)) }
        #expect(throws: ByteCodingError.notCanonical) { try TrieNode(decoding: [2] + bytes.dropFirst()) }
    }
}
