import Bzip2Coding
import ByteCoding
import CairoVerifying
import Foundation
import HashFunctions
import ProofFormats
import Testing
import VectorFiles

struct BinaryFormatTests {
    private static let golden = ["stwo/proofs/fib_1k.quick_small.binary.bin"].filter { VectorFiles.has($0) }

    private func proof() throws -> CairoProof {
        try SerdeFormat.read(json: VectorFiles.data("stwo/proofs/fib_1k.quick_small.serde_json.json"))
    }

    @Test(arguments: golden) func `the bytes are those of the reference prover`(path: String) throws {
        let bytes = [UInt8](try VectorFiles.data(path))
        #expect(try BinaryFormat.write(proof()) == bytes)
        #expect(try ProofFile.read(bytes, parameters: ProofFormatTests.parameters("quick_small")) == proof())
    }

    @Test func `a proof is read as it was written`() throws {
        let proof = try proof()
        #expect(try BinaryFormat.read(BinaryFormat.write(proof)) == proof)
    }

    @Test func `absent segments are absent again`() throws {
        let proof = try SerdeFormat.read(
            json: VectorFiles.data("stwo/executables/fibonacci.quick_small.serde_json.json"))
        #expect(proof.claim.publicData[.pedersen] == nil)
        #expect(try BinaryFormat.read(BinaryFormat.write(proof)) == proof)
    }

    @Test func `every prefix of the content is refused`() throws {
        let content = try Bzip2.decompress(BinaryFormat.write(proof()), bytesMax: 1 << 20)
        for count in stride(from: 0, to: content.count, by: 997) {
            let file = try Bzip2.compress(Array(content[..<count]))
            #expect(throws: ProofFormatError.self) { try BinaryFormat.read(file) }
        }
        #expect(throws: ProofFormatError.bytes(.trailing(count: 1))) {
            try BinaryFormat.read(Bzip2.compress(content + [0]))
        }
    }

    @Test func `a length that the bytes cannot hold is refused`() throws {
        var content = try Bzip2.decompress(BinaryFormat.write(proof()), bytesMax: 1 << 20)
        // The number of cells of the program comes first.
        content.replaceSubrange(0..<8, with: [UInt8](repeating: 0xff, count: 8))
        #expect(throws: ProofFormatError.bytes(.tooLong(count: .max, max: content.count - 8))) {
            try BinaryFormat.read(Bzip2.compress(content))
        }
    }

    @Test func `what is not compressed is no proof`() {
        #expect(throws: ProofFormatError.compression(.damaged)) { try BinaryFormat.read(Array("BZh9 and text".utf8)) }
        #expect(throws: ProofFormatError.compression(.damaged)) { try BinaryFormat.read([]) }
    }

    @Test func `there is no binary format over Poseidon`() throws {
        #expect(throws: ProofFormatError.poseidonBinary) { try BinaryFormat.write(proof(), hash: .poseidon252) }
        #expect(throws: ProofFormatError.poseidonBinary) { try BinaryFormat.read([], hash: .poseidon252) }
    }
}
