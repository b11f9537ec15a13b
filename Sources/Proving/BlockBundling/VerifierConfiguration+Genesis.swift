public import BlockVerifying
public import FiniteFields
import StarknetModel
public import TransactionExecution
public import ValidatorSigning

extension VerifierConfiguration {
    /// What a verifier pins of a chain: its genesis, what follows from that for every header, and its committee.
    ///
    /// - Parameter genesisHash: the hash of block 0, built from the genesis file or taken from the committee file.
    public init(
        genesis: GenesisConfiguration, genesisHash: Felt252, committee: Committee
    ) throws(ChainMismatch) {
        try committee.check(chainID: genesis.chain.chainID.bigEndianBytes, genesisHash: genesisHash.bigEndianBytes)
        self.init(
            chain: genesis.chain, genesisHash: genesisHash, rules: genesis.headerRules,
            validators: committee.members.map { Validator(weight: $0.weight, key: $0.votingKey) },
            bindsVotes: committee.genesisHash != nil)
    }
}
