import CasmModel
public import ChainStorage
import ClassCompiling
import Foundation
import JSONCoding
import SierraToCasm
import StarknetJSON
import StarknetModel
public import TransactionExecution

/// Why the contracts of genesis cannot be loaded.
public struct ArtifactError: Error, Sendable, CustomStringConvertible {
    public var description: String
}

/// The classes that genesis declares, from the folder `Contracts` of this repository.
public struct ContractArtifacts: Sendable {
    public var account: StoredClass
    public var token: StoredClass
    public var universalDeployer: StoredClass
    public var pedersenDeployer: StoredClass
    public var fibonacci: StoredClass
    public var factorial: StoredClass

    public var all: [StoredClass] { [account, token, universalDeployer, pedersenDeployer, fibonacci, factorial] }

    /// Loads `<folder>/<Name>/<Name>.sierra.json` and `.casm.json` of the six contracts and hashes them. What has no CASM
    /// beside it is compiled.
    public init(folder: String) throws {
        account = try Self.load("Account", folder)
        token = try Self.load("Token", folder)
        universalDeployer = try Self.load("UniversalDeployer", folder)
        pedersenDeployer = try Self.load("PedersenDeployer", folder)
        fibonacci = try Self.load("Fibonacci", folder)
        factorial = try Self.load("Factorial", folder)
    }

    /// The classes as the genesis builder takes them.
    public func genesisClasses() throws -> GenesisClasses {
        func parsed(_ stored: StoredClass) throws -> GenesisClasses.Class {
            (stored.sierra, try CasmClass(json: try JSONDocument(stored.casm).root))
        }
        return GenesisClasses(
            account: try parsed(account), token: try parsed(token), universalDeployer: try parsed(universalDeployer),
            pedersenDeployer: try parsed(pedersenDeployer), fibonacci: try parsed(fibonacci),
            factorial: try parsed(factorial))
    }

    private static func load(_ name: String, _ folder: String) throws -> StoredClass {
        let base = "\(folder)/\(name)/\(name)"
        guard let sierraText = FileManager.default.contents(atPath: base + ".sierra.json") else {
            throw ArtifactError(description: "\(base).sierra.json cannot be read")
        }
        do {
            let sierra = try SierraClass(json: try JSONDocument(sierraText).root)
            guard let casmText = FileManager.default.contents(atPath: base + ".casm.json") else {
                let casm = try SierraContract(sierra).compile()
                return StoredClass(DeclaredClass(sierra, ContractClass(casm)))
            }
            let casm = try CasmClass(json: try JSONDocument(casmText).root)
            return StoredClass(
                classHash: sierra.hash, compiledClassHash: CompiledClassHash(casm.compiledClassHash(.blake2s)),
                sierra: sierra, casm: Array(casmText))
        } catch {
            throw ArtifactError(description: "\(base): \(error)")
        }
    }
}
