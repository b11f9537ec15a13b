import QuorumCertificates
import Tendermint
import Testing

@Suite struct `Committees and certificates` {
    let validators = ValidatorSet(weights: [1, 1, 1, 1])!
    let block = MachineFixture.block(7)

    private func certificate(_ signers: [Int]) -> QuorumCertificate {
        QuorumCertificate(
            height: Height(1), round: .zero, block: block,
            signatures: signers.map { .init(validator: ValidatorIndex($0), bytes: [UInt8(truncatingIfNeeded: $0)]) })
    }

    private func check(_ certificate: QuorumCertificate) throws(QuorumCertificate.Failure) {
        try validators.checkQuorum(of: certificate.signatures) {
            $0.bytes == [UInt8(truncatingIfNeeded: $0.validator.value)]
        }
    }

    @Test func `three of four are a quorum, two are not, and two include a correct one`() {
        #expect(validators.isQuorum(3) && !validators.isQuorum(2))
        #expect(validators.includesCorrect(2) && !validators.includesCorrect(1))
        // Exactly two thirds is not enough.
        let three = ValidatorSet(weights: [1, 1, 1])!
        #expect(!three.isQuorum(2) && three.isQuorum(3))
    }

    @Test func `bad committees are refused`() {
        #expect(ValidatorSet(weights: []) == nil)
        #expect(ValidatorSet(weights: [1, 0]) == nil)
        #expect(ValidatorSet(weights: [1 << 32 + 1]) == nil)
        #expect(ValidatorSet(weights: Array(repeating: 1, count: 129)) == nil)
    }

    @Test func `the turn passes round robin`() {
        #expect(
            (0..<8).map { validators.proposer(height: Height(2), round: Round($0)).value } == [2, 3, 0, 1, 2, 3, 0, 1])
        _ = validators.proposer(height: Height(.max), round: Round(.max))
    }

    @Test func `a certificate needs weight, order, members and genuine signatures`() throws {
        try check(certificate([0, 1, 3]))
        #expect(throws: QuorumCertificate.Failure.noQuorum(weight: 2, total: 4)) { try check(certificate([0, 1])) }
        #expect(throws: QuorumCertificate.Failure.unordered(1)) { try check(certificate([0, 1, 1])) }
        #expect(throws: QuorumCertificate.Failure.unordered(0)) { try check(certificate([1, 0, 2])) }
        #expect(throws: QuorumCertificate.Failure.unknownValidator(4)) { try check(certificate([0, 1, 4])) }
        let forged = QuorumCertificate(
            height: Height(1), round: .zero, block: block,
            signatures: [0, 1, 2].map { .init(validator: ValidatorIndex($0), bytes: [9]) })
        #expect(throws: QuorumCertificate.Failure.badSignature(0)) { try check(forged) }
    }

    @Test func `a block id is 32 bytes and comes back`() throws {
        let bytes = (0..<32).map { UInt8($0 * 7) }
        #expect(try #require(BlockID(bytes: bytes)).bytes == bytes)
        #expect(BlockID(bytes: bytes.dropLast()) == nil)
        #expect(block.description == "0x" + String(repeating: "0", count: 63) + "7")
    }
}
