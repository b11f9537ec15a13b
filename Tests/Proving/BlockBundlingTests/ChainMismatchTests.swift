import BlockBundling
import BlockVerifying
import DemoChains
import FiniteFields
import StarknetModel
import Testing
import TransactionExecution
import ValidatorSigning

/// A verifier pins one chain: committee file and genesis file must be of the same.
struct ChainMismatchTests {
    private func committee(chain: String, genesisHash: [UInt8]?) throws -> Committee {
        try #require(
            Committee(
                chain: chain, genesisHash: genesisHash,
                members: [
                    Committee.Member(
                        name: "v0", weight: 3,
                        votingKey: try SecretKey(seed: [UInt8](repeating: 1, count: 32)).publicBytes,
                        linkPin: [UInt8](repeating: 1, count: 32), host: "127.0.0.1", port: 6050)
                ]))
    }

    @Test func `a committee of the chain gives its validators, one of another is refused`() throws {
        let demo = try DemoChain(), hash = demo.genesis.hash
        for pinned in [nil, hash.bigEndianBytes] {
            let committee = try committee(chain: "SN_STARLING", genesisHash: pinned)
            let configuration = try VerifierConfiguration(
                genesis: demo.configuration, genesisHash: hash, committee: committee)
            #expect(configuration.genesisHash == hash)
            #expect(configuration.validators.map(\.weight) == [3])
            #expect(configuration.validators.map(\.key) == committee.members.map(\.votingKey))
        }
        let named = try committee(chain: "OTHER", genesisHash: nil)
        #expect(throws: ChainMismatch.name(committee: "OTHER")) {
            try VerifierConfiguration(genesis: demo.configuration, genesisHash: hash, committee: named)
        }
        let rooted = try committee(chain: "SN_STARLING", genesisHash: (hash + .one).bigEndianBytes)
        #expect(throws: ChainMismatch.genesis(committee: (hash + .one).bigEndianBytes, built: hash.bigEndianBytes)) {
            try VerifierConfiguration(genesis: demo.configuration, genesisHash: hash, committee: rooted)
        }
    }

    @Test func `signatures of the committee are checked by their keys`() throws {
        let key = try SecretKey(seed: [UInt8](repeating: 7, count: 32)), signature = try key.sign([1, 2, 3])
        #expect(CommitteeSignatures.isGenuine(signature, of: [1, 2, 3], by: key.publicBytes))
        #expect(!CommitteeSignatures.isGenuine(signature, of: [1, 2], by: key.publicBytes))
        #expect(!CommitteeSignatures.isGenuine(signature, of: [1, 2, 3], by: [UInt8](repeating: 0, count: 32)))
    }
}
