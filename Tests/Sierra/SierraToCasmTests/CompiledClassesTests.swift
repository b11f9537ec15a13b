import CasmFiles
import CasmModel
import Foundation
import SierraPrograms
import SierraToCasm
import Testing
import VectorFiles

/// Classes compile to what the compiler of the Cairo project compiles them to, felt for felt.
struct CompiledClassesTests {
    @Test(arguments: [
        "Contracts/Account/Account", "Contracts/Factorial/Factorial", "Contracts/Fibonacci/Fibonacci",
        "Contracts/Token/Token", "Vectors/fixtures/contracts/Builtins",
        "Vectors/fixtures/contracts/Curves", "Vectors/fixtures/contracts/Hashes", "Vectors/fixtures/contracts/Plain",
        "Vectors/fixtures/contracts/Puppet", "Vectors/fixtures/contracts/Relay", "Vectors/fixtures/contracts/Strict",
        "Vectors/fixtures/contracts/Witness",
    ])
    func `classes of this repository compile to their CASM`(path: String) throws {
        let pair = try ClassPair.own(path)
        let ours = try pair.contract.compile()
        compare(ours, pair.casm)
        #expect(ours.compiledClassHash(.poseidon) == pair.casm.compiledClassHash(.poseidon))
        // Compiler 2.12 wrote these files; from 2.13 on one comparison is the other way round in a hint.
        #expect(ours.hints.map(\.position) == pair.casm.hints.map(\.position))
        for (mine, theirs) in zip(ours.hints, pair.casm.hints) {
            for (mine, theirs) in zip(mine.hints, theirs.hints) where mine != theirs {
                guard case .testLessThanOrEqual = mine, case .testLessThan = theirs else {
                    Issue.record("\(mine) is not \(theirs)")
                    return
                }
            }
        }
    }

    /// The names of the large set's classes.
    static let names = [
        "ap_locals", "big_codec", "big_governance", "big_interpreter", "big_numbers", "big_pool", "big_registry",
        "blake_basics", "booleans", "bounded_ints", "boxed_matches", "casts", "circuits_small", "const_tables",
        "coupon_calls", "curve_circuits", "deployer", "ec_points", "enum_shapes", "execution_info",
        "execution_info_v3", "felt_arith", "gas_reserves", "generics_traits", "hash_algebraic", "hash_bytes",
        "hash_sha512", "legacy_externs", "match_ranges", "pointer_basics", "recursion", "secp_curves", "signed_large",
        "signed_medium", "signed_small", "storage_maps", "storage_values", "u128_ops", "u16_ops", "u64_ops", "u8_ops",
        "while_let_return",
    ]

    @Test(arguments: names) func `classes of the large set compile to their CASM, hints too`(name: String) throws {
        guard let sierra = VectorFiles.find("sierra/v2_19/\(name).sierra.json"),
            let casm = VectorFiles.find("sierra/v2_19/\(name).casm.json")
        else { return }
        let ours = try SierraContract(file: sierra).compile()
        let theirs = try ClassFiles.load(casm)
        compare(ours, theirs)
        #expect(ours.hints == theirs.hints)
        #expect(ours.compilerVersion == theirs.compilerVersion)
    }

    /// Under this compiler only hints change, and those are recorded.
    @Test(arguments: names) func `classes of an older compiler compile to the same code`(name: String) throws {
        guard let sierra = VectorFiles.find("sierra/v2_12/\(name).sierra.json"),
            let casm = VectorFiles.find("sierra/v2_12/\(name).casm.json")
        else { return }
        let ours = try SierraContract(file: sierra).compile()
        let theirs = try ClassFiles.load(casm)
        compare(ours, theirs)
        guard let file = VectorFiles.find("sierra/v2_12_by_2_19/\(name).hints.json") else {
            #expect(ours.hints == theirs.hints)
            return
        }
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        #expect(try ours.hints == ClassFiles.hints((json as? [String: Any])?["hints"] ?? json))
    }

    private func compare(_ ours: CasmClass, _ theirs: CasmClass) {
        if ours.bytecode != theirs.bytecode {
            let place = zip(ours.bytecode, theirs.bytecode).enumerated().first { $1.0 != $1.1 }?.offset
            Issue.record("\(ours.bytecode.count) words for \(theirs.bytecode.count), from \(place ?? -1) on")
        }
        #expect(ours.segmentLengths == theirs.segmentLengths)
        #expect(ours.entryPoints == theirs.entryPoints)
    }
}
