public import BlockVerifying
import QuorumCertificates
public import StarknetModel
public import ValidatorSigning

extension VerifierConfiguration {
    /// What a verifier pins of a chain: its parameters and its committee file.
    public init(chain: ChainParameters, committee: Committee) {
        self.init(
            chain: chain,
            validators: committee.members.map { Validator(weight: $0.weight, key: $0.votingKey) })
    }
}
