public import BlockVerifying
import FiniteFields
public import StarknetModel
import ValidatorSigning

/// Four validators with real Ed25519 keys that everyone knows.
public enum FixtureCommittee {
    private static func key(_ index: Int) throws -> SecretKey {
        try SecretKey(seed: [UInt8](repeating: UInt8(0xa0 + index), count: SecretKey.byteCount))
    }

    /// What a verifier of the fixture chain pins.
    public static func configuration() throws -> VerifierConfiguration {
        VerifierConfiguration(
            chain: FixtureChain.parameters,
            validators: try (0..<4).map { .init(weight: 1, key: try key($0).publicBytes) })
    }

    /// Precommits for a block. `signers` in the order of the committee.
    public static func certificate(
        for header: BlockHeader, round: UInt32 = 0, signers: [Int] = [0, 1, 3]
    ) throws -> BlockCertificate {
        let message = BlockCertificate.signedBytes(
            chainID: FixtureChain.parameters.chainID.bigEndianBytes, height: header.context.number, round: round,
            blockHash: header.hash.bigEndianBytes)
        return BlockCertificate(
            height: header.context.number, round: round,
            signatures: try signers.map { .init(validator: $0, bytes: try key($0).sign(message)) })
    }
}
