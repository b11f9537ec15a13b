import CasmModel
public import ChainStorage
import Foundation
import JSONCoding
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
    public var fibonacci: StoredClass
    public var factorial: StoredClass

    public var all: [StoredClass] { [account, token, universalDeployer, fibonacci, factorial] }

    /// Loads `<folder>/<Name>/<Name>.sierra.json` and `.casm.json` of the five contracts and hashes them.
    public init(folder: String) throws {
        account = try Self.load("Account", folder)
        token = try Self.load("Token", folder)
        universalDeployer = try Self.load("UniversalDeployer", folder)
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
            fibonacci: try parsed(fibonacci), factorial: try parsed(factorial))
    }

    private static func load(_ name: String, _ folder: String) throws -> StoredClass {
        let base = "\(folder)/\(name)/\(name)"
        func content(_ suffix: String) throws -> Data {
            if let data = FileManager.default.contents(atPath: base + suffix) { return data }
            throw ArtifactError(description: "\(base)\(suffix) cannot be read")
        }
        let sierraText = try content(".sierra.json"), casmText = try content(".casm.json")
        do {
            let sierra = try SierraClass(json: try JSONDocument(sierraText).root)
            let casm = try CasmClass(json: try JSONDocument(casmText).root)
            return StoredClass(
                classHash: sierra.hash, compiledClassHash: CompiledClassHash(casm.compiledClassHash(.blake2s)),
                sierra: sierra, casm: Array(casmText))
        } catch {
            throw ArtifactError(description: "\(base): \(error)")
        }
    }
}
