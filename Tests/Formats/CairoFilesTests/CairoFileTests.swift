import CairoFiles
import CairoMachine
import CasmFiles
import CasmModel
import FiniteFields
import Foundation
import JSONCoding
import Testing
import VectorFiles

/// The product's decoder against Foundation's JSON, and against damaged files.
struct CairoFileTests {
    func file(_ path: String) throws -> CairoFile {
        try CairoFile(json: JSONDocument(VectorFiles.data(path), limits: .localFile).root)
    }

    @Test(arguments: ["bitwise_mix", "dict_work", "circuit_field", "u256_arithmetic"])
    func `executables decode as with Foundation`(_ name: String) throws {
        let path = "sierra/executables/\(name).executable.json"
        guard case .executable(let ours) = try file(path) else {
            Issue.record("not an executable")
            return
        }
        let other = try ClassFiles.executable(try #require(VectorFiles.find(path)))
        #expect(ours.bytecode == other.bytecode)
        #expect(ours.hints == other.hints)
        #expect(ours.entryPoints.map(\.offset) == other.entryPoints.map(\.offset))
        #expect(ours.entryPoints.map(\.builtins) == other.entryPoints.map(\.builtins))
    }

    @Test(arguments: ["range_checks", "blake", "modular", "ec_op"])
    func `Cairo 0 programs decode as with Foundation`(_ name: String) throws {
        let path = "stwo/programs/\(name).json"
        guard case .zero(let ours) = try file(path) else {
            Issue.record("not a Cairo 0 program")
            return
        }
        let other = try ClassFiles.zeroProgram(try #require(VectorFiles.find(path)))
        #expect(ours.words == other.words && ours.builtins == other.builtins)
        let table = Dictionary(uniqueKeysWithValues: other.hints.map { ($0.position, $0.hints) })
        #expect(ours.hints.count == other.hints.count)
        for hint in ours.hints { #expect(table[hint.position] == hint.hints) }
    }

    @Test func `classes are told from other files`() throws {
        guard case .casmClass(let ours) = try file("sierra/v2_19/u64_ops.casm.json") else {
            Issue.record("not a class")
            return
        }
        let other = try ClassFiles.load(try #require(VectorFiles.find("sierra/v2_19/u64_ops.casm.json")))
        #expect(ours == other)
        #expect(throws: JSONError.self) { try CairoFile(json: JSONDocument(text: "{}").root) }
        #expect(throws: JSONError.self) { try CairoFile(json: JSONDocument(text: "[1]").root) }
    }
}
