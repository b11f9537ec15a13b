import CasmFiles
import CasmModel
import FiniteFields
import Foundation
import StarknetModel
import VectorFiles

/// Classes and contracts that call lists run on: those of the fixture chain, and two that are made of compiled ones by letting
/// them call libraries where they called contracts. So an account without a key does a row of calls, and a row can be one
/// item of another.
enum ListPlaces {
    static let relayClass = Felt252(ascii: "relay"), puppetClass = Felt252(ascii: "puppet")
    static let strictClass = Felt252(ascii: "strict"), plainClass = Felt252(ascii: "plain")
    /// `Puppet`, whose `__execute__` makes a library call.
    static let senderClass = Felt252(ascii: "sender")
    /// `Account`, whose `__execute__` makes a row of library calls.
    static let rowClass = Felt252(ascii: "row")
    static let undeclared: Felt252 = 0x12_3456

    static let sender: Felt252 = 0x201
    /// `Relay`, and a second one that changes its class.
    static let relay: Felt252 = 0x300, other: Felt252 = 0x301
    static let puppet: Felt252 = 0x302
    /// Made with the value 9.
    static let strict: Felt252 = 0x303
    static let nowhere: Felt252 = 0x5555

    /// The contracts of genesis, with their classes and constructors' arguments.
    static let contracts: [(address: Felt252, classHash: Felt252, arguments: [Felt252])] = [
        (sender, senderClass, []), (relay, relayClass, []), (other, relayClass, []), (puppet, puppetClass, []),
        (strict, strictClass, [9]),
    ]

    /// The code of all classes, by class hash.
    static func casm() throws -> [Felt252: CasmClass] {
        func load(_ path: String) throws -> CasmClass {
            try ClassFiles.load(VectorFiles.packageRoot.appendingPathComponent("\(path).casm.json"))
        }
        let fixtures = "Vectors/fixtures/contracts/", puppet = try load(fixtures + "Puppet")
        return [
            relayClass: try load(fixtures + "Relay"), puppetClass: puppet, strictClass: try load(fixtures + "Strict"),
            plainClass: try load(fixtures + "Plain"), senderClass: try lending(puppet),
            rowClass: try lending(try load("Contracts/Account/Account")),
        ]
    }

    /// The class with library calls in the place of contract calls: both take a felt, a selector and an array.
    private static func lending(_ casm: CasmClass) throws -> CasmClass {
        let old = Felt252(ascii: "CallContract"), new = Felt252(ascii: "LibraryCall")
        return try CasmClass(
            compilerVersion: casm.compilerVersion, bytecode: casm.bytecode.map { $0 == old ? new : $0 },
            segmentLengths: casm.segmentLengths, hints: casm.hints, entryPoints: casm.entryPoints)
    }
}
