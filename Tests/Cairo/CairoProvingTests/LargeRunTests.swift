import ByteCoding
import CairoMachine
import CairoProving
import CairoVerifying
import CairoWitness
import CasmFiles
import Foundation
import HashFunctions
import ProofFormats
import SHA2
import Testing
import VectorFiles

/// Runs whose golden proofs are given by their SHA-256; the larger one takes minutes on a busy machine and comes with
/// `STARLING_LONG`.
@Suite(.serialized) struct LargeRunTests {
    private static let isLong = ProcessInfo.processInfo.environment["STARLING_LONG"] != nil

    /// Program, steps, and the hash of the compact `cairo_serde` proof with `production_small`, from the data set's
    /// PROVENANCE.md.
    private static let runs = [
        ("fib_18", 196_631, "d04d99089bd996e2cdd4cb8ebb2b747c2cd5573383e197097a592a2809fff4a4"),
        ("fib_20", 786_455, "0d516d3a9898c011efcd1a2dc4d834f12c38c39a6dca151a8aace532c7aaccf3"),
    ]

    @Test(arguments: runs.prefix(isLong ? 2 : 1))
    func `the proof of a large run has the golden hash`(name: String, steps: Int, expected: String) throws {
        let program = try ClassFiles.zeroProgram(try #require(VectorFiles.find("stwo/programs/\(name).json")))
        let run = try ProofRun(program, limits: MachineLimits(steps: 1 << 22))
        try run.run()
        let input = try ProverInput(run.relocated())
        #expect(input.stepCount == steps)
        var report = ""
        let progress = ProvingProgress { phase, seconds in
            report += "\(phase.rawValue): \(Int(seconds * 1000)) ms\n"
        }
        let proof = try CairoProver(parameters: .productionSmall).prove(input, progress: progress)
        print("\(name)\n\(report)")
        try CairoVerifier(policy: .productionSmall).verify(proof)
        let felts = try JSONDecoder().decode([String].self, from: Data(CairoSerdeFormat.write(proof)))
        let text = "[" + felts.map { "\"\($0)\"" }.joined(separator: ",") + "]"
        let hash = HexBytes.encode(SHA256.hash(Array(text.utf8)))
        #expect(hash == expected)
    }
}
