import CairoVerifying
import FiniteFields
import Foundation
import HashFunctions
import ProofFormats
import StarkVerifying
import Testing
import VectorFiles

/// JSON of proofs over Poseidon: hashes are the decimal digits of field elements (starknet-ff 0.3.7, `Serialize`).
struct PoseidonJSONTests {
    private static let golden = ["fib_1k.quick_poseidon", "ret.golden_ret"]
        .filter { VectorFiles.has("stwo/proofs/\($0).cairo_serde.json") }

    @Test(arguments: golden) func `a proof is read as it was written`(name: String) throws {
        let parameters = try ProofFormatTests.parameters(String(name.split(separator: ".")[1]))
        var proof = try ProofFile.read(
            VectorFiles.data("stwo/proofs/\(name).cairo_serde.json"), parameters: parameters)
        let written = SerdeFormat.write(proof, hash: .poseidon252)
        let read = try ProofFile.read(written, parameters: parameters)
        // Only JSON has the extra sum.
        proof.bigClaimedSum = read.bigClaimedSum
        #expect(read == proof)
        let json = try JSONSerialization.jsonObject(with: Data(written)) as? [String: Any]
        let stark = json?["stark_proof"] as? [String: Any]
        #expect(stark?["commitments"] as? [String] == proof.stark.commitments.map { $0.felt.decimal })
    }

    /// A proof whose hashes are those of Blake2s, reduced to field elements: no proof, but the format does not know that.
    private static func written() throws -> [UInt8] {
        let proof = try SerdeFormat.read(json: VectorFiles.data("stwo/proofs/fib_1k.quick_small.serde_json.json"))
        return SerdeFormat.write(proof, hash: .poseidon252)
    }

    @Test func `hashes are read as they were written`() throws {
        let written = try Self.written()
        let read = try SerdeFormat.read(json: written, hash: .poseidon252)
        #expect(SerdeFormat.write(read, hash: .poseidon252) == written)
        #expect(throws: ProofFormatError.self) { try SerdeFormat.read(json: written) }
    }

    @Test(arguments: [
        "\"0x1\"", "\"01\"", "\"\"", "1", "[1]", "\"-1\"", "\"\(String(repeating: "9", count: 76))\"",
    ])
    func `a hash has one spelling`(text: String) throws {
        let proof = try SerdeFormat.read(json: Self.written(), hash: .poseidon252)
        let digits = "\"\(proof.stark.commitments[0].felt.decimal)\""
        let json = String(decoding: try Self.written(), as: UTF8.self)
        let damaged = json.replacingOccurrences(of: digits, with: text)
        #expect(damaged != json)
        #expect(throws: ProofFormatError.self) { try SerdeFormat.read(json: damaged.utf8, hash: .poseidon252) }
    }
}
