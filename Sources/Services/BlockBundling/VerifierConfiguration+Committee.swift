public import BlockVerifying
public import ProtocolRules
import QuorumCertificates
public import StarknetModel
public import ValidatorSigning

extension VerifierConfiguration {
    /// What a verifier pins of a chain: its parameters, its blocks' rules and its committee file.
    public init(chain: ChainParameters, rules: BlockRules, committee: Committee) {
        self.init(
            chain: chain, rules: rules,
            validators: committee.members.map { Validator(weight: $0.weight, key: $0.votingKey) })
    }
}
