import BlockVerifying
import FiniteFields
import HashFunctions
import QuorumCertificates
import StarknetModel
import TransactionExecution
import ValidatorSigning

/// The one member of a development network's committee. It signs each block, so that the block can be verified like those of
/// other chains. Its key follows from the network's seed: what it signs says which blocks are the chain's, and nothing more.
final class DevnetValidator: Sendable {
    private let key: SecretKey
    /// What verifiers pin of the chain.
    let configuration: VerifierConfiguration

    init(_ genesis: GenesisConfiguration, hash: Felt252) throws(SigningError) {
        key = try SecretKey(
            seed: StarknetKeccak.hash(Array("starling devnet validator \(genesis.seed)".utf8)).bigEndianBytes)
        configuration = VerifierConfiguration(
            chain: genesis.chain, genesisHash: hash, rules: genesis.headerRules,
            validators: [.init(weight: 1, key: key.publicBytes)], bindsVotes: true)
    }

    /// The certificate of a block, as it is stored.
    func certificate(of block: UInt64, hash: Felt252) throws(SigningError) -> [UInt8] {
        var certificate = QuorumCertificate(
            height: Height(block), round: .zero, block: BlockID(blockHash: hash), signatures: [])
        let signature = try key.sign(certificate.signingBytes(domain: configuration.signingDomain))
        certificate.signatures = [.init(validator: ValidatorIndex(0), bytes: signature)]
        return certificate.wireBytes
    }
}
