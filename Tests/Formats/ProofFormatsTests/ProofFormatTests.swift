import CairoAIR
import CairoVerifying
import FiniteFields
import Foundation
import JSONCoding
import ProofFormats
import StarkVerifying
import Testing
import VectorFiles

struct ProofFormatTests {
    static func parameters(_ name: String) throws -> ProverParameters {
        try ProverParameters(json: VectorFiles.data("stwo/params/\(name).json"))
    }

    /// Some are in the large set of golden data only.
    private static let felts = [
        "fib_1k.production_small", "fib_1k.production_small_fold3", "fib_1k.quick_blowup4", "fib_1k.quick_m31",
        "fib_1k.quick_small_fold4", "ret.quick_small", "all_builtins.quick_small", "opcodes.golden_opcodes",
        "fib_1k.quick_poseidon", "ret.golden_ret",
    ].filter { VectorFiles.has("stwo/proofs/\($0).cairo_serde.json") }

    @Test(arguments: felts) func `a felt array is written as it was read`(name: String) throws {
        let bytes = [UInt8](try VectorFiles.data("stwo/proofs/\(name).cairo_serde.json"))
        let parameters = try Self.parameters(String(name.split(separator: ".")[1]))
        let proof = try ProofFile.read(bytes, parameters: parameters)
        #expect(proof.stark.config == parameters.config)
        #expect(try CairoSerdeFormat.write(proof, hash: parameters.hash) == bytes)
    }

    private static let json = [
        "stwo/proofs/fib_1k.quick_small.serde_json.json",
        "stwo/executables/fibonacci.quick_small.serde_json.json",
        "stwo/executables/circuit_field.quick_small.serde_json.json",
    ].filter { VectorFiles.has($0) }

    @Test(arguments: json) func `JSON is written with the values that were read`(path: String) throws {
        let proof = try SerdeFormat.read(json: VectorFiles.data(path))
        let written = SerdeFormat.write(proof)
        #expect(try SerdeFormat.read(json: written) == proof)
        let ours = try JSONSerialization.jsonObject(with: Data(written)) as? NSDictionary
        let theirs = try VectorFiles.json(path) as? NSDictionary
        #expect(ours != nil && ours == theirs)
    }

    @Test func `both formats hold the same proof`() throws {
        let parameters = try Self.parameters("quick_small")
        var json = try ProofFile.read(
            VectorFiles.data("stwo/proofs/fib_1k.quick_small.serde_json.json"), parameters: parameters)
        let felts = try ProofFile.read(
            VectorFiles.data("stwo/proofs/fib_1k.quick_small.cairo_serde.json"), parameters: parameters)
        #expect(json != felts)
        // Only JSON has the extra sum.
        json.bigClaimedSum = nil
        #expect(json == felts)
    }

    @Test func `a proof without some segment has no felt array`() throws {
        let proof = try SerdeFormat.read(
            json: VectorFiles.data("stwo/executables/fibonacci.quick_small.serde_json.json"))
        #expect(throws: ProofFormatError.segmentsMissing) { try CairoSerdeFormat.write(proof) }
    }

    @Test func `program and output of a proof are felts`() throws {
        let parameters = try Self.parameters("quick_small")
        let proof = try ProofFile.read(
            VectorFiles.data("stwo/proofs/fib_1k.quick_small.cairo_serde.json"), parameters: parameters)
        let data = proof.claim.publicData
        // The program writes the thousandth Fibonacci number, starting from 0 and 1.
        var a = Felt252.zero, b = Felt252.one
        for _ in 0..<1000 { (a, b) = (b, a + b) }
        #expect(data.outputFelts == [a])
        #expect(data.program.count == 41 && data.program[1].felt == 11)
        #expect(PublicCell(id: 3, felt: data.outputFelts[0]).felt == data.outputFelts[0])
    }

    @Test(arguments: [
        "[\"0x1\",\"0x01\"]", "[\"0x1\",\"0X1\"]", "[\"0x1\",\"0xA\"]", "[\"0x1\",\"0x\"]", "[\"0x1\",\"1\"]",
        "[\"0x1\",\"0x10000000000000000\"]", "[\"0x1\",\"\"]", "[\"0x1\",\"0xg\"]",
    ]) func `a felt has one spelling`(text: String) {
        #expect(throws: ProofFormatError.notAWord(index: 1)) { try CairoSerdeFormat.words(json: Array(text.utf8)) }
    }

    @Test(arguments: ["", "{}", "[", "[\"0x1\"] x", "[1]", "[[]]", "{\"claim\": {}}", "\u{0}", "null"])
    func `other text is no proof`(text: String) {
        #expect(throws: ProofFormatError.self) {
            try ProofFile.read(Array(text.utf8), parameters: .productionSmall)
        }
    }
}
