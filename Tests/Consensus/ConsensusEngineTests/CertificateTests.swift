import BlockBundling
import BlockVerifying
import ConsensusEngine
import FiniteFields
import QuorumCertificates
import StarknetModel
import Tendermint
import Testing
import ValidatorSigning

/// What four running engines decide is what a block's verifier accepts: one certificate, one text of its rules.
@Suite(.serialized) struct `Certificates of a running cluster` {
    /// The header that stands for a content of the memory chain.
    @Sendable static func header(_ height: Height, _ content: [UInt8]) throws -> BlockHeader {
        let digest = try SHA256Digest.of(content)
        return BlockHeader(
            context: BlockContext(
                number: height.value, timestamp: 1, sequencer: .strk,
                gasPrices: prices),
            parentHash: .zero, stateRoot: Felt252(height.value), transactionCount: 0, eventCount: 0,
            stateDiffLength: 0, stateDiffCommitment: .zero,
            transactionCommitment: digest.prefix(16).reduce(.zero) { $0 * Felt252(256) + Felt252(UInt64($1)) },
            eventCommitment: .zero, receiptCommitment: .zero)
    }

    static var prices: GasPrices {
        let price = GasPrice(wei: 1, fri: 1)
        return GasPrices(l1Gas: price, l1DataGas: price, l2Gas: price)
    }

    @Test func `pass the certificate step of the block verifier, for their header only`() throws {
        let cluster = try MemoryCluster<TendermintMachine> { height, content in
            BlockID(blockHash: try Self.header(height, content).hash)
        }
        for node in 0..<4 { try cluster.start(node) }
        #expect(cluster.wait { (0..<4).allSatisfy { cluster.height($0) >= 5 } })
        cluster.stopAll()
        try cluster.check()
        let verifier = BlockVerifier<CommitteeSignatures>(
            configuration: VerifierConfiguration(
                chain: ChainParameters(chainID: Felt252(ascii: "TEST"), fees: false), genesisHash: .zero,
                rules: HeaderRules(gasPrices: Self.prices, sequencers: [.strk]),
                validators: cluster.committee.members.map { .init(weight: $0.weight, key: $0.votingKey) }))
        for block in cluster.chains[0].blocks {
            let certificate = try QuorumCertificate(wireBytes: block.certificate)
            let header = try Self.header(certificate.height, block.content)
            let signers = try verifier.checkCertificate(certificate, of: header)
            #expect(signers == certificate.signatures.map(\.validator.value) && signers.count >= 3)
            var other = header
            other.stateRoot = other.stateRoot + .one
            #expect(throws: BlockRejection.certificate(.otherBlock)) {
                try verifier.checkCertificate(certificate, of: other)
            }
        }
    }
}
