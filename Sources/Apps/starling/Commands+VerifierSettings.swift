import BlockBundling
import BlockProduction
import BlockVerifying
import CommandLines
import FiniteFields
import Foundation
import TransactionExecution
import ValidatorHosting
import ValidatorSigning

extension Commands {
    /// What verifiers pin: the committee file, and the chain of the genesis file: the one that is named, else the one that
    /// lies beside the committee file, else the local test chain's.
    static func verifierConfiguration(_ arguments: Arguments) throws -> VerifierConfiguration {
        try verifierConfiguration(
            committee: try arguments.required("committee"), genesis: arguments.string("genesis"))
    }

    /// The configuration of a committee file and, where one is named, a genesis file.
    static func verifierConfiguration(committee path: String, genesis: String?) throws -> VerifierConfiguration {
        let committee = try committee(path)
        let chain = try self.genesis(genesis ?? genesisFile(beside: path))
        do {
            return try VerifierConfiguration(
                genesis: chain, genesisHash: try genesisHash(chain, committee), committee: committee)
        } catch let error as ChainMismatch {
            throw UsageError("\(path): \(error)")
        }
    }

    /// The hash of block 0: as the committee file pins it; else block 0 is built from the contracts of genesis.
    private static func genesisHash(_ chain: GenesisConfiguration, _ committee: Committee) throws -> Felt252 {
        if let pinned = committee.genesisHash.flatMap({ Felt252(bigEndianBytes: $0) }) { return pinned }
        return try genesisHash(chain)
    }

    /// The hash of the block 0 that a genesis file and the contracts make.
    static func genesisHash(_ chain: GenesisConfiguration) throws -> Felt252 {
        guard let contracts = ContractArtifacts.defaultFolder() else {
            throw UsageError("the contracts that the genesis block is made of were not found")
        }
        return try chain.build(try ContractArtifacts(folder: contracts).genesisClasses()).hash
    }

    /// The genesis file in the folder of a committee file, where there is one.
    static func genesisFile(beside committee: String) -> String? {
        let folder = (committee as NSString).deletingLastPathComponent
        let path = ValidatorHome(path: folder.isEmpty ? "." : folder).genesisPath
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// Reads a committee file.
    static func committee(_ path: String) throws -> Committee {
        guard let data = FileManager.default.contents(atPath: path), data.count <= Committee.fileBytesMax else {
            throw UsageError("\(path): no committee file (`starling keys` makes one, with the validators' keys)")
        }
        do { return try Committee(fileText: String(decoding: data, as: UTF8.self)) } catch {
            throw UsageError("\(path): \(error)")
        }
    }
}
