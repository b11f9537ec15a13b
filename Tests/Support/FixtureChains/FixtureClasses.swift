import CasmFiles
public import CasmModel
public import FiniteFields
import Foundation
import StarknetFixtures
public import StarknetModel
import VectorFiles

/// The classes of the fixture chain: this project's account and Fibonacci contract, the contracts of
/// `Vectors/fixtures/contracts`, and two that no compiler makes.
public struct FixtureClasses: Sendable {
    public enum Name: String, CaseIterable, Sendable {
        case account = "Account"
        case fibonacci = "Fibonacci"
        case puppet = "Puppet"
        case relay = "Relay"
        case witness = "Witness"
        case plain = "Plain"
        case strict = "Strict"
        case hashes = "Hashes"
        case curves = "Curves"
        case builtins = "Builtins"
        /// `Hashes` with the longer of two system calls that differ in their name alone.
        case sha512
        /// `Puppet` without `__execute__`: an account that can only validate.
        case mute
    }

    private let hashes: [Name: ClassHash]
    /// The compiled classes by class hash, hints included.
    public let casm: [Felt252: CasmClass]
    /// The source forms of those that a compiler makes, by class hash.
    public let sierra: [Felt252: SierraClass]

    public func hash(_ name: Name) -> ClassHash { hashes[name] ?? .none }

    /// Reads the class files.
    public init() throws {
        var hashes: [Name: ClassHash] = [:], casm: [Felt252: CasmClass] = [:], sierra: [Felt252: SierraClass] = [:]
        func add(_ name: Name, _ hash: ClassHash, _ code: CasmClass) {
            hashes[name] = hash
            casm[hash.felt] = code
        }
        for name in Name.allCases where name != .sha512 && name != .mute {
            let base = Self.folder(of: name).appendingPathComponent(name.rawValue)
            let source = try SierraClass(file: base.appendingPathExtension("sierra.json"))
            sierra[source.hash.felt] = source
            add(name, source.hash, try ClassFiles.load(base.appendingPathExtension("casm.json")))
        }
        func code(_ name: Name) throws -> CasmClass {
            guard let hash = hashes[name], let code = casm[hash.felt] else { throw CocoaError(.fileNoSuchFile) }
            return code
        }
        add(.sha512, ClassHash(Felt252(ascii: "fixture sha512")), try Self.renamed(try code(.hashes)))
        add(.mute, ClassHash(Felt252(ascii: "fixture mute")), try Self.silenced(try code(.puppet)))
        self.hashes = hashes
        self.casm = casm
        self.sierra = sierra
    }

    private static func folder(of name: Name) -> URL {
        switch name {
        case .account, .fibonacci: VectorFiles.packageRoot.appendingPathComponent("Contracts/\(name.rawValue)")
        default: VectorFiles.packageRoot.appendingPathComponent("Vectors/fixtures/contracts")
        }
    }

    private static func renamed(_ casm: CasmClass) throws -> CasmClass {
        let old = Felt252(ascii: "Sha256ProcessBlock"), new = Felt252(ascii: "Sha512ProcessBlock")
        return try CasmClass(
            compilerVersion: casm.compilerVersion, bytecode: casm.bytecode.map { $0 == old ? new : $0 },
            segmentLengths: casm.segmentLengths, hints: casm.hints, entryPoints: casm.entryPoints)
    }

    private static func silenced(_ casm: CasmClass) throws -> CasmClass {
        var entries = casm.entryPoints
        entries.external.removeAll { $0.selector == ProtocolSelectors.execute }
        return try CasmClass(
            compilerVersion: casm.compilerVersion, bytecode: casm.bytecode, segmentLengths: casm.segmentLengths,
            hints: casm.hints, entryPoints: entries)
    }
}
