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
        guard Felt252(bigEndianBytes: committee.chainID) == genesis.chain.chainID else {
            throw .name(committee: committee.chain)
        }
        if let pinned = committee.genesisHash, pinned != genesisHash.bigEndianBytes {
            throw .genesis(committee: Felt252(bigEndianBytes: pinned) ?? .zero, built: genesisHash)
        }
        self.init(
            chain: genesis.chain, genesisHash: genesisHash, rules: genesis.headerRules,
            validators: committee.members.map { Validator(weight: $0.weight, key: $0.votingKey) },
            bindsVotes: committee.genesisHash != nil)
    }
}

/// A committee file and a genesis file that are not of one chain.
public enum ChainMismatch: Error, Equatable, Sendable, CustomStringConvertible {
    /// The committee's chain id is another than the genesis file's.
    case name(committee: String)
    /// The committee file pins another block 0 than the one that the genesis file makes.
    case genesis(committee: Felt252, built: Felt252)

    public var description: String {
        switch self {
        case .name(let name): "the committee is of chain '\(name)', the genesis file is of another"
        case .genesis(let committee, let built):
            "the committee file is of the chain with genesis block \(committee.hex), "
                + "the genesis file makes \(built.hex): these are two chains"
        }
    }
}
