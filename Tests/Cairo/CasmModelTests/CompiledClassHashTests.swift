import CasmFiles
import CasmModel
import FiniteFields
import Foundation
import Testing
import VectorFiles

@Suite("Compiled classes of the reference compiler")
struct CompiledClassHashTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String, compiler: String, poseidon: String, blake: String
        var testDescription: String { "\(compiler)/\(name)" }
    }

    static func cases() throws -> [Case] {
        guard let index = try VectorFiles.json("sierra/index.json") as? [String: Any],
            let contracts = index["contracts"] as? [String: [String: Any]]
        else { throw ClassFiles.Malformed() }
        var result: [Case] = []
        for (name, contract) in contracts.sorted(by: { $0.key < $1.key }) {
            for compiler in ["v2_12", "v2_19"] {
                guard let entry = contract[compiler] as? [String: Any],
                    let poseidon = entry["compiled_class_hash_poseidon"] as? String,
                    let blake = entry["compiled_class_hash_blake2s"] as? String
                else { continue }
                result.append(Case(name: name, compiler: compiler, poseidon: poseidon, blake: blake))
            }
        }
        return result
    }

    /// The repository's own set has those of the newer compiler, the large one both.
    @Test func `there are 42 or 78 classes with hashes`() throws {
        #expect([42, 78].contains(try CompiledClassHashTests.cases().count))
    }

    @Test(arguments: try CompiledClassHashTests.cases())
    func `a class decodes and hashes as published in both forms`(_ item: Case) throws {
        let url = try #require(VectorFiles.find("sierra/\(item.compiler)/\(item.name).casm.json"))
        let casm = try ClassFiles.load(url)
        #expect(casm.compiledClassHash(.blake2s).hex == item.blake)
        if casm.bytecode.count < 6000 { #expect(casm.compiledClassHash(.poseidon).hex == item.poseidon) }
    }
}
