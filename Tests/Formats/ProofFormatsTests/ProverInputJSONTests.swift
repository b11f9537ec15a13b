import CairoVerifying
import CairoWitness
import Foundation
import ProofFormats
import Testing
import VectorFiles

struct ProverInputJSONTests {
    private static let inputs = [
        "inputs/ret", "inputs/fib_1k", "inputs/all_builtins", "inputs/opcodes", "inputs/blake", "inputs/modular",
        "inputs/poseidon", "executables/fibonacci", "executables/u256_arithmetic",
    ].filter { VectorFiles.has("stwo/\($0).prover_input.json") }

    @Test(arguments: inputs) func `an input is written with the values that were read`(name: String) throws {
        let path = "stwo/\(name).prover_input.json"
        let input = try ProverInput(json: VectorFiles.data(path))
        let written = try #require(input.json)
        #expect(try ProverInput(json: written) == input)
        // Numbers beyond 64 bits are compared by the reading above; Foundation rounds both sides alike.
        let ours = try JSONSerialization.jsonObject(with: Data(written)) as? NSDictionary
        let theirs = try VectorFiles.json(path) as? NSDictionary
        #expect(ours != nil && ours == theirs)
    }

    @Test func `a builtin that the adapter does not know is not written`() throws {
        var input = try ProverInput(json: VectorFiles.data("stwo/inputs/ret.prover_input.json"))
        input.segments[PublicSegment.keccak.rawValue] = ProverInput.Segment(begin: 1, stop: 17)
        #expect(input.json == nil)
    }
}
