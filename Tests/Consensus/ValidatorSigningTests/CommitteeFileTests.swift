import QuorumCertificates
import Tendermint
import Testing
import ValidatorSigning

@Suite struct `The committee file` {
    private func committee() throws -> Committee {
        let members = try (0..<4).map { index in
            let key = try SecretKey(seed: [UInt8](repeating: UInt8(index), count: 32))
            return Committee.Member(
                name: "validator-\(index)", weight: 1, votingKey: key.publicBytes,
                linkPin: [UInt8](repeating: UInt8(index), count: 32), host: "127.0.0.1", port: UInt16(6_050 + index))
        }
        return try #require(Committee(chain: "SN_STARLING", consensus: "tendermint", members: members))
    }

    @Test func `is read as it was written`() throws {
        let committee = try committee()
        #expect(try Committee(fileText: committee.fileText) == committee)
        #expect(try Committee(fileText: "# ours\n\n" + committee.fileText) == committee)
        #expect(committee.chainID.suffix(11) == Array("SN_STARLING".utf8)[...])
        #expect(committee.chainID.count == 32)
    }

    @Test func `with any one character removed or changed in a line is refused or differs`() throws {
        let committee = try committee()
        let text = Array(committee.fileText)
        for position in text.indices {
            var shorter = text, changed = text
            shorter.remove(at: position)
            changed[position] = changed[position] == "z" ? "y" : "z"
            for damaged in [shorter, changed] {
                if let read = try? Committee(fileText: String(damaged)) {
                    // The last line end may go; nothing else may pass unnoticed.
                    #expect(read != committee || position == text.count - 1, "at \(position)")
                }
            }
        }
    }

    @Test func `says which line is wrong`() throws {
        let text = try committee().fileText.replacing("validator-2 weight 1", with: "validator-2 weight x")
        do {
            _ = try Committee(fileText: text)
            Issue.record("accepted")
        } catch {
            #expect(error.line == 6)
        }
    }

    @Test func `checks certificates with real signatures`() throws {
        let committee = try committee()
        let block = BlockID(words: 1, 2, 3, 4)
        let signatures = try [0, 1, 3].map { index in
            let key = try SecretKey(seed: [UInt8](repeating: UInt8(index), count: 32))
            let vote = Vote(
                kind: .precommit, height: Height(7), round: Round(1), block: block, validator: ValidatorIndex(index))
            return QuorumCertificate.Signature(
                validator: ValidatorIndex(index),
                bytes: try key.sign(SigningBytes.of(vote, domain: committee.signingDomain)))
        }
        let certificate = { (height: UInt64, round: UInt32) in
            QuorumCertificate(height: Height(height), round: Round(round), block: block, signatures: signatures)
        }
        try committee.check(certificate(7, 1))
        #expect(throws: QuorumCertificate.Failure.badSignature(0)) { try committee.check(certificate(8, 1)) }
        #expect(throws: QuorumCertificate.Failure.badSignature(0)) { try committee.check(certificate(7, 0)) }
    }
}
