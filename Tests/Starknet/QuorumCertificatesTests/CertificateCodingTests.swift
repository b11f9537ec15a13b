import FiniteFields
import ProtobufCoding
import QuorumCertificates
import Testing

/// A certificate's message is decoded strictly: lengths, fields and numbers have bounds.
struct CertificateCodingTests {
    private let block = BlockID(words: 1, 2, 3, 4)

    private func certificate(signatures: Int) -> QuorumCertificate {
        QuorumCertificate(
            height: Height(7), round: .zero, block: block,
            signatures: (0..<signatures).map {
                .init(validator: ValidatorIndex($0), bytes: [UInt8](repeating: 9, count: 64))
            })
    }

    private func failure(_ bytes: [UInt8]) -> WireError? {
        do throws(WireError) {
            _ = try QuorumCertificate(wireBytes: bytes)
            return nil
        } catch { return error }
    }

    @Test func `as many signatures as a committee may have, and not one more`() {
        #expect(failure(certificate(signatures: ValidatorSet.countMax).wireBytes) == nil)
        #expect(failure(certificate(signatures: ValidatorSet.countMax + 1).wireBytes) == .tooLong(field: 4))
        #expect(certificate(signatures: ValidatorSet.countMax).wireBytes.count <= QuorumCertificate.wireBytesMax)
    }

    @Test func `a signature has 64 bytes`() {
        for count in [0, 63] {
            var changed = certificate(signatures: 1)
            changed.signatures[0].bytes = [UInt8](repeating: 9, count: count)
            #expect(failure(changed.wireBytes) == .missingField(2))
        }
    }

    @Test func `a block is named in field 1 by 32 bytes`() {
        var other = ProtobufWriter()
        other.bytes(2, block.bytes)
        #expect(throws: WireError.unexpectedField(2)) { try BlockID(wireBytes: other.bytes) }
        #expect(throws: WireError.missingField(1)) { try BlockID(wireBytes: []) }
        #expect(BlockID(bytes: block.bytes) == block)
        for count in [0, 31, 33] { #expect(BlockID(bytes: [UInt8](repeating: 1, count: count)) == nil) }
    }

    @Test func `a Starknet block is named by its hash, big-endian`() {
        let hash = Felt252(reducing: 0x0102, 3 << 60, 4, 5 << 56)
        #expect(BlockID(blockHash: hash).bytes == hash.bigEndianBytes)
        #expect(BlockID(blockHash: .one).bytes == [UInt8](repeating: 0, count: 31) + [1])
    }

    @Test func `signers are members of the set, each once and in order`() throws {
        let set = try #require(ValidatorSet(weights: [1, 1, 1, 1]))
        func failure(_ signers: [Int]) -> QuorumCertificate.Failure? {
            var changed = certificate(signatures: 0)
            changed.signatures = signers.map {
                .init(validator: ValidatorIndex($0), bytes: [UInt8](repeating: 9, count: 64))
            }
            do throws(QuorumCertificate.Failure) {
                try set.checkQuorum(of: changed.signatures) { _ in true }
                return nil
            } catch { return error }
        }
        #expect(failure([0, 1, 3]) == nil)
        #expect(failure([0, 1]) == .noQuorum(weight: 2, total: 4))
        #expect(failure([0, 1, 1]) == .unordered(1))
        #expect(failure([1, 0, 2]) == .unordered(0))
        #expect(failure([0, 1, 4]) == .unknownValidator(4))
    }
}
