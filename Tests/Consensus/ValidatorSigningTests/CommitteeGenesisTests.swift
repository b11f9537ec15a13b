import ConsensusAlgorithms
import Foundation
import QuorumCertificates
import Tendermint
import Testing
import ValidatorSigning

/// A committee file is of one chain: of one genesis block, not only of one name.
@Suite struct `The genesis of a committee` {
    private func committee(genesisHash: [UInt8]?) throws -> Committee? {
        Committee(
            chain: "TEST", genesisHash: genesisHash,
            members: [
                Committee.Member(
                    name: "v0", weight: 1,
                    votingKey: try SecretKey(seed: [UInt8](repeating: 1, count: 32)).publicBytes,
                    linkPin: [UInt8](repeating: 1, count: 32), host: "127.0.0.1", port: 6050)
            ])
    }

    @Test func `stands in the file and comes back`() throws {
        let hash = (0..<32).map { UInt8($0) }
        let tied = try #require(try committee(genesisHash: hash))
        #expect(try Committee(fileText: tied.fileText) == tied)
        #expect(try Committee(fileText: tied.fileText).genesisHash == hash)
        // Two chains of the same name and keys have two committees.
        #expect(tied != (try committee(genesisHash: [UInt8](repeating: 9, count: 32))))
        // Files from before there was such a line are read as they were.
        let open = try #require(try committee(genesisHash: nil))
        #expect(try Committee(fileText: open.fileText) == open)
        #expect(open != tied)
    }

    @Test func `is in every signature: votes of a network of the same name and keys are worth nothing here`() throws {
        let committees = try [[UInt8](repeating: 5, count: 32), [UInt8](repeating: 6, count: 32), nil].map {
            try #require(try committee(genesisHash: $0))
        }
        let key = try SecretKey(seed: [UInt8](repeating: 1, count: 32))
        for (index, signer) in committees.enumerated() {
            // A vote for nil names no block that would tell the chains apart.
            let vote = Vote(
                kind: .precommit, height: Height(3), round: .zero, block: nil, validator: ValidatorIndex(0))
            let message = TendermintMessage.vote(
                SignedVote(vote: vote, signature: try key.sign(SigningBytes.of(vote, domain: signer.signingDomain))))
            #expect(committees.map { $0.isGenuine(message) } == committees.indices.map { $0 == index })
            let block = BlockID(words: 1, 2, 3, 4)
            let precommit = Vote(
                kind: .precommit, height: Height(3), round: .zero, block: block, validator: ValidatorIndex(0))
            let certificate = QuorumCertificate(
                height: Height(3), round: .zero, block: block,
                signatures: [
                    .init(
                        validator: ValidatorIndex(0),
                        bytes: try key.sign(SigningBytes.of(precommit, domain: signer.signingDomain)))
                ])
            #expect(committees.map { (try? $0.check(certificate)) != nil } == committees.indices.map { $0 == index })
        }
        // Without a pinned block 0 the chain id stands for the chain, as it always did.
        #expect(committees[2].signingDomain == committees[2].chainID)
    }

    @Test func `is 32 bytes in one line behind the chain`() throws {
        #expect(try committee(genesisHash: [1, 2]) == nil)
        let text = try #require(try committee(genesisHash: [UInt8](repeating: 5, count: 32))).fileText
        let line = "genesis " + String(repeating: "05", count: 32) + "\n"
        #expect(text.contains(line))
        for broken in ["genesis 05\n", "genesis\n", line + line, line.replacingOccurrences(of: "05", with: "0g")] {
            #expect(throws: Committee.FileError.self) {
                try Committee(fileText: text.replacingOccurrences(of: line, with: broken))
            }
        }
        let late = text.replacingOccurrences(of: line, with: "") + line
        #expect(throws: Committee.FileError.self) { try Committee(fileText: late) }
    }
}
