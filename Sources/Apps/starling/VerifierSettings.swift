import BlockBundling
import BlockProduction
import BlockVerifying
import CommandLines
import Foundation
import TransactionExecution
import ValidatorSigning

extension Commands {
    /// What verifiers pin: the chain of the genesis file and the committee file.
    static func verifierConfiguration(_ arguments: Arguments) throws -> VerifierConfiguration {
        let genesis = try genesis(arguments.string("genesis"))
        return VerifierConfiguration(
            chain: genesis.chain, rules: genesis.blockRules,
            committee: try committee(try arguments.required("committee")))
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
