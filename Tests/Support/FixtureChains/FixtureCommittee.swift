public import BlockVerifying
import FiniteFields
public import QuorumCertificates
public import StarknetModel
import TransactionExecution
import ValidatorSigning

/// Four validators with real Ed25519 keys that everyone knows.
public enum FixtureCommittee {
    private static func key(_ index: Int) throws -> SecretKey {
        try SecretKey(seed: [UInt8](repeating: UInt8(0xa0 + index), count: SecretKey.byteCount))
    }

    /// What a verifier of the fixture chain pins.
    public static func configuration() throws -> VerifierConfiguration {
        let genesis = try FixtureChain.shared().genesis, context = genesis.block.header.context
        return VerifierConfiguration(
            chain: FixtureChain.parameters, genesisHash: genesis.hash,
            rules: HeaderRules(gasPrices: context.gasPrices, sequencers: [context.sequencer]),
            validators: try (0..<4).map { .init(weight: 1, key: try key($0).publicBytes) })
    }

    /// Precommits for a block. `signers` in the order of the committee.
    public static func certificate(
        for header: BlockHeader, round: Round = .zero, signers: [Int] = [0, 1, 3]
    ) throws -> QuorumCertificate {
        let height = Height(header.context.number), block = BlockID(blockHash: header.hash)
        return QuorumCertificate(
            height: height, round: round, block: block,
            signatures: try signers.map { signer in
                let vote = Vote(
                    kind: .precommit, height: height, round: round, block: block, validator: ValidatorIndex(signer))
                let bytes = SigningBytes.of(vote, domain: FixtureChain.parameters.chainID.bigEndianBytes)
                return .init(validator: vote.validator, bytes: try key(signer).sign(bytes))
            })
    }
}
