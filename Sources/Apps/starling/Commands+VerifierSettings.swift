import BlockBundling
import BlockProduction
import BlockVerifying
import CommandLines
import FiniteFields
import Foundation
import StarknetModel
import TransactionExecution
import ValidatorHosting
import ValidatorSigning

extension Commands {
    /// What verifiers pin: the committee file, and the chain of the genesis file: the one that is named, else the one that
    /// lies beside the committee file, else the local test chain's.
    static func verifierConfiguration(_ arguments: Arguments) throws -> VerifierConfiguration {
        if let path = arguments.string("configuration") { return try verifierConfiguration(file: path) }
        return try verifierConfiguration(
            committee: committeePath(arguments), genesis: arguments.string("genesis"),
            contracts: { try contractsFolder(arguments) })
    }

    /// The configuration in a file of its own.
    private static func verifierConfiguration(file path: String) throws -> VerifierConfiguration {
        guard let data = FileManager.default.contents(atPath: path), data.count <= Committee.fileBytesMax else {
            throw InputError("\(path): no configuration of a verifier")
        }
        do { return try VerifierConfiguration(decoding: Array(data)) } catch { throw inputError(path, error) }
    }

    /// The configuration of a committee file and, where one is named, a genesis file. Block 0 is built from it and compared with
    /// the one that the committee file pins.
    static func verifierConfiguration(
        committee path: String, genesis: String?, contracts: () throws -> String
    ) throws -> VerifierConfiguration {
        let committee = try committee(path)
        let chain = try self.genesis(genesis ?? genesisFile(beside: path))
        do {
            return try VerifierConfiguration(
                genesis: chain,
                genesisHash: try genesisHash(chain, committee, isNamed: genesis != nil, contracts), committee: committee
            )
        } catch let error as ChainMismatch {
            throw inputError(path, error)
        }
    }

    /// The hash of block 0, built from the contracts of genesis. Where there are none, that of the committee file does, unless
    /// somebody named a genesis file: then it must be known to be of this chain.
    private static func genesisHash(
        _ chain: GenesisConfiguration, _ committee: Committee, isNamed: Bool, _ contracts: () throws -> String
    ) throws -> Felt252 {
        do { return try genesisHash(chain, contracts: try contracts()) } catch {
            guard !isNamed, let pinned = committee.genesisHash.flatMap({ Felt252(bigEndianBytes: $0) }) else {
                throw error
            }
            return pinned
        }
    }

    /// The hash of the block 0 that a genesis file and the contracts make.
    static func genesisHash(_ chain: GenesisConfiguration, contracts: String) throws -> Felt252 {
        try chain.build(try ContractArtifacts(folder: contracts).genesisClasses).hash
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
            throw InputError("\(path): no committee file (`starling keys` makes one, with the validators' keys)")
        }
        do { return try Committee(fileText: String(decoding: data, as: UTF8.self)) } catch {
            throw inputError(path, error)
        }
    }
}
