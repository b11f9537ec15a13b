import BlockVerifying
import FiniteFields
import FixtureChains
import Foundation
import StarknetModel
import Testing

/// The explorer's worker over a server that has, or has not, the Sierra of a block's classes.
struct WorkerTests {
    /// By case: the state on the page, what was found of the classes, what the verdict rests on, requests for classes, a sentence.
    private func run(_ material: RecompilationMaterial) throws -> [String: [String]] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("starling-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let bundle = folder.appendingPathComponent("bundle"), sources = folder.appendingPathComponent("sources")
        try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
        try Data(material.bundle.encoded).write(to: bundle)
        for sierra in material.sierra {
            try Data(sierra.encoded).write(to: sources.appendingPathComponent(sierra.hash.felt.hex))
        }
        let output = try VerifierModule.run(
            script: "run-worker.mjs",
            [
                FixtureFiles.configurationFile.path, bundle.path, String(material.bundle.block.header.context.number),
                sources.path, VerifierModule.assets.path,
            ])
        var cases: [String: [String]] = [:]
        for line in output {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            cases[fields[0]] = Array(fields.dropFirst())
        }
        return cases
    }

    @Test func `a verdict says of its classes what was found, and no more`() throws {
        let material = try RecompilationMaterial(), cases = try run(material), count = material.bundle.classes.count
        #expect(cases["unasked"] == ["verified", "none", "trusted", "0", ""])
        #expect(
            cases["equal"]
                == [
                    "verified", "equal", "compiled", "\(count)", "classes recompiled from Sierra: \(count) of \(count)",
                ])
        for name in ["missing", "another", "changed", "cut", "silent"] {
            let found = try #require(cases[name])
            #expect(found.prefix(3) == ["verified", "unchecked", "trusted"], "\(name): \(found)")
        }
        #expect(cases["missing"]?.last?.contains("is missing. The node has no such class.") == true)
        #expect(cases["another"]?.last?.contains("no Sierra class of this hash was handed in") == true)
        #expect(cases["silent"]?.last?.contains("could not be downloaded") == true)
    }
}
