import BlockProgramFiles
import BlockProgramRunning
import BlockPrograms
import CairoMachine
import CasmFiles
import CasmModel
import FiniteFields
import Foundation
import JSONCoding
import Testing
import VectorFiles

/// Golden block programs from their recordings: generated, run and written again.
@Suite("Golden block programs")
struct GoldenBlockTests {
    static let names = [
        "block_of_four", "dict_histogram", "fib_and_store", "multicall", "reverted_transfer_from", "transfer",
        "transfer_asserted",
    ]

    /// All classes that came with the recorded flows, by class hash as the golden files name them.
    static func classes(for file: [String: Any]) throws -> [Felt252: CasmClass] {
        var byCompiledHash: [Felt252: CasmClass] = [:]
        let folder = try #require(VectorFiles.find("rpc/contracts"))
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        for case let url as URL in files where url.lastPathComponent.hasSuffix(".casm.json") {
            let casm = try ClassFiles.load(url)
            byCompiledHash[casm.compiledClassHash(.blake2s)] = casm
        }
        var result: [Felt252: CasmClass] = [:]
        for item in try #require(file["classes"] as? [[String: Any]]) {
            let hash = try #require(Felt252(hex: item["class_hash"] as? String ?? ""))
            let compiled = try #require(Felt252(hex: item["compiled_class_hash_blake2s"] as? String ?? ""))
            result[hash] = byCompiledHash[compiled]
        }
        return result
    }

    @Test(arguments: names)
    func `a recording gives the golden program, manifest, plan and run`(_ name: String) throws {
        let data = try VectorFiles.data("blocks/\(name).json")
        let golden = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let recording = try BlockRecording(json: JSONDocument(data, limits: .localFile).root)
        let classes = try GoldenBlockTests.classes(for: golden)
        let mode: BlockProgramGenerator.Mode = golden["mode"] as? String == "A" ? .asserted : .placed
        var program = try BlockProgramGenerator.generate(recording, mode: mode) { classes[$0]?.bytecode }
        // The golden runs began sums of points at points that follow from their numbers alone.
        for frame in program.plan.frames.indices { program.plan.frames[frame].pointSeed = nil }
        let run = try BlockRun(program) { classes[$0] }
        let report = try BlockRunReport(run.run(), program: program, recording: recording)
        var writer = JSONWriter()
        writer.object { w in
            program.write(to: &w, mode: mode, values: report.programValues)
            report.write(to: &w)
        }
        let ours = try #require(try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any])
        for part in ["program", "manifest", "expected"] {
            let a = try #require(ours[part] as? [String: Any]), b = try #require(golden[part] as? [String: Any])
            for (key, value) in b { #expect(equal(a[key], value), "\(part).\(key)") }
            #expect(a.count == b.count)
        }
        #expect(equal(ours["plan"], golden["plan"]))
    }

    @Test func `a program without a class's hints, and one that takes more steps than allowed, do not run through`()
        throws
    {
        let data = try VectorFiles.data("blocks/transfer.json")
        let golden = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let recording = try BlockRecording(json: JSONDocument(data, limits: .localFile).root)
        let classes = try GoldenBlockTests.classes(for: golden)
        let program = try BlockProgramGenerator.generate(recording) { classes[$0]?.bytecode }
        let missing = try #require(program.manifest.classHashes.first)
        #expect(throws: BlockRun.Failure.classMissing(missing)) { try BlockRun(program) { _ in nil } }
        let run = try BlockRun(program, steps: 100) { classes[$0] }
        #expect {
            try run.run()
        } throws: { error in
            guard case .stopped(.stepLimit, step: 100, _) = error as? BlockRun.Failure else { return false }
            return true
        }
    }

    func equal(_ a: Any?, _ b: Any?) -> Bool {
        guard let a = a as? NSObject, let b = b as? NSObject else { return a == nil && b == nil }
        return a.isEqual(b)
    }
}
