import CasmModel
public import ChainStorage
import ClassCompiling
import Foundation
import JSONCoding
import Observability
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
    public let account: StoredClass
    public let token: StoredClass
    public let universalDeployer: StoredClass
    public let pedersenDeployer: StoredClass
    public let fibonacci: StoredClass
    public let factorial: StoredClass
    /// The classes as the genesis builder takes them.
    public let genesisClasses: GenesisClasses

    public var all: [StoredClass] { [account, token, universalDeployer, pedersenDeployer, fibonacci, factorial] }

    /// Loads `<folder>/<Name>/<Name>.sierra.json` and `.casm.json` of the six contracts and hashes them. What has no CASM
    /// beside it is compiled.
    public init(folder: String) throws {
        let account = try Self.load("Account", folder), token = try Self.load("Token", folder)
        let universalDeployer = try Self.load("UniversalDeployer", folder)
        let pedersenDeployer = try Self.load("PedersenDeployer", folder)
        let fibonacci = try Self.load("Fibonacci", folder), factorial = try Self.load("Factorial", folder)
        self.account = account.stored
        self.token = token.stored
        self.universalDeployer = universalDeployer.stored
        self.pedersenDeployer = pedersenDeployer.stored
        self.fibonacci = fibonacci.stored
        self.factorial = factorial.stored
        genesisClasses = GenesisClasses(
            account: account.parsed, token: token.parsed, universalDeployer: universalDeployer.parsed,
            pedersenDeployer: pedersenDeployer.parsed, fibonacci: fibonacci.parsed, factorial: factorial.parsed)
    }

    /// A class as the store keeps it, and as it is read.
    private struct Loaded {
        let stored: StoredClass
        let casm: CasmClass
        var parsed: GenesisClasses.Class { (stored.sierra, casm) }
    }

    private static func load(_ name: String, _ folder: String) throws -> Loaded {
        let base = "\(folder)/\(name)/\(name)"
        guard let sierraText = FileManager.default.contents(atPath: base + ".sierra.json") else {
            throw ArtifactError(description: "\(base).sierra.json cannot be read")
        }
        do {
            let sierra = try SierraClass(json: try JSONDocument(sierraText).root)
            guard let casmText = FileManager.default.contents(atPath: base + ".casm.json") else {
                let casm = try SierraContract(sierra).compile()
                return Loaded(stored: StoredClass(DeclaredClass(sierra, ContractClass(casm))), casm: casm)
            }
            let casm = try CasmClass(json: try JSONDocument(casmText).root)
            return Loaded(
                stored: StoredClass(
                    classHash: sierra.hash, compiledClassHash: CompiledClassHash(casm.compiledClassHash(.blake2s)),
                    sierra: sierra, casm: Array(casmText)),
                casm: casm)
        } catch {
            throw ArtifactError(description: "\(base): \(ErrorSentence.text(of: error))")
        }
    }
}
