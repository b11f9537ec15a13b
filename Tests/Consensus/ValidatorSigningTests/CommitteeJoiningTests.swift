import Testing
import ValidatorSigning

/// Validators that make their own keys hand over a committee of themselves alone.
struct CommitteeJoiningTests {
    private func alone(_ name: String, _ seed: UInt8, chain: String = "TEST", genesis: UInt8 = 7) throws -> Committee {
        let key = try SecretKey(seed: [UInt8](repeating: seed, count: 32)).publicBytes
        return try #require(
            Committee(
                chain: chain, genesisHash: [UInt8](repeating: genesis, count: 32),
                members: [
                    Committee.Member(
                        name: name, weight: 1, votingKey: key, linkPin: [UInt8](repeating: seed, count: 32),
                        host: "\(name).example.org", port: 6050)
                ]))
    }

    @Test func `members keep their order, and the file is read back`() throws {
        let parts = [try alone("alice", 1), try alone("bob", 2), try alone("carol", 3)]
        let joined = try Committee(joining: parts)
        #expect(joined.members == parts.flatMap(\.members))
        #expect(joined.genesisHash == parts[0].genesisHash)
        #expect(try Committee(fileText: joined.fileText) == joined)
        // Whoever joins in another order makes another committee: turns go by position.
        #expect(try Committee(joining: parts.reversed()) != joined)
    }

    @Test func `what does not belong together is refused`() throws {
        let alice = try alone("alice", 1)
        #expect(throws: Committee.JoinError.nothing) { try Committee(joining: []) }
        #expect(throws: Committee.JoinError.otherChain(member: "bob")) {
            try Committee(joining: [alice, try alone("bob", 2, chain: "OTHER")])
        }
        #expect(throws: Committee.JoinError.otherChain(member: "bob")) {
            try Committee(joining: [alice, try alone("bob", 2, genesis: 8)])
        }
        #expect(throws: Committee.JoinError.sameName("alice")) {
            try Committee(joining: [alice, try alone("alice", 2)])
        }
        #expect(throws: Committee.JoinError.malformed) { try Committee(joining: [alice, try alone("bob", 1)]) }
    }
}
