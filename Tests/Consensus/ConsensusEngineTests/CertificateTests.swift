import BlockBundling
import BlockVerifying
import ConsensusEngine
import FiniteFields
import ProtocolRules
import QuorumCertificates
import StarknetModel
import Testing
import ValidatorSigning

/// What four running engines decide is what a block's verifier accepts: one certificate, one text of its rules.
@Suite(.serialized) struct `Certificates of a running cluster` {
    /// The header that stands for a content of the memory chain.
    @Sendable static func header(_ height: Height, _ content: [UInt8]) throws -> BlockHeader {
        let digest = try SHA256Digest.of(content), price = GasPrice(wei: 1, fri: 1)
        return BlockHeader(
            context: BlockContext(
                number: height.value, timestamp: 1, sequencer: .strk,
                gasPrices: GasPrices(l1Gas: price, l1DataGas: price, l2Gas: price)),
            parentHash: .zero, stateRoot: Felt252(height.value), transactionCount: 0, eventCount: 0,
            stateDiffLength: 0, stateDiffCommitment: .zero,
            transactionCommitment: digest.prefix(16).reduce(.zero) { $0 * Felt252(256) + Felt252(UInt64($1)) },
            eventCommitment: .zero, receiptCommitment: .zero)
    }

    @Test func `pass the certificate step of the block verifier, for their header only`() throws {
        let cluster = try MemoryCluster { height, content in
            try #require(BlockID(bytes: Self.header(height, content).hash.bigEndianBytes))
        }
        for node in 0..<4 { try cluster.start(node) }
        #expect(cluster.wait { (0..<4).allSatisfy { cluster.height($0) >= 5 } })
        cluster.stopAll()
        try cluster.check()
        let price = GasPrice(wei: 1, fri: 1)
        let verifier = BlockVerifier<CommitteeSignatures>(
            configuration: VerifierConfiguration(
                chain: ChainParameters(
                    chainID: Felt252(ascii: "TEST"), fees: false, feeToken: .strk),
                rules: BlockRules(gasPrices: GasPrices(l1Gas: price, l1DataGas: price, l2Gas: price), sequencers: []),
                committee: cluster.committee))
        for block in cluster.chains[0].blocks {
            let header = try Self.header(block.certificate.height, block.content)
            let signers = try verifier.checkCertificate(block.certificate, of: header)
            #expect(signers == block.certificate.signatures.map(\.validator.value) && signers.count >= 3)
            var other = header
            other.stateRoot = other.stateRoot + .one
            #expect(throws: BlockRejection.certificate(.otherBlock)) {
                try verifier.checkCertificate(block.certificate, of: other)
            }
        }
    }
}
