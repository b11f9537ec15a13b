import BlockVerifying
import FiniteFields
import QuorumCertificates
import SHA2
import StarknetModel

/// A signature scheme for tests: whoever knows the public key can sign.
enum TestSignatures: SignatureChecking {
    static func sign(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        let half = SHA256.hash(key + message)
        return half + SHA256.hash(half)
    }

    /// What these members of a committee, whose keys are their numbers, sign about a block.
    static func certificate(of header: BlockHeader, chainID: Felt252, signers: [Int]) -> QuorumCertificate {
        let height = Height(header.context.number), block = BlockID(blockHash: header.hash)
        return QuorumCertificate(
            height: height, round: .zero, block: block,
            signatures: signers.map { signer in
                let vote = Vote(
                    kind: .precommit, height: height, round: .zero, block: block, validator: ValidatorIndex(signer))
                return .init(
                    validator: vote.validator,
                    bytes: sign(
                        SigningBytes.of(vote, domain: chainID.bigEndianBytes),
                        key: [UInt8](repeating: UInt8(signer), count: 32)))
            })
    }

    static func isGenuine(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
        signature == sign(message, key: key)
    }
}

extension Felt252 {
    static func += (x: inout Felt252, y: Felt252) { x = x + y }
}
