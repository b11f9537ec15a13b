import BlockVerifying
import ByteCoding
import Determinism
import FiniteFields
import FixtureChains
import Foundation
import StarknetModel
import Testing
import VectorFiles

/// Bundles in a folder of their own, verified by the module.
struct ModuleRun {
    private var bundles: [String: [UInt8]] = [:]

    mutating func add(_ name: String, _ bundle: BlockBundle) { bundles[name] = bundle.encoded }
    mutating func add(_ name: String, bytes: [UInt8]) { bundles[name] = bytes }

    /// The lines of each report, by bundle; and the module's memory in the end.
    func reports() throws -> (lines: [String: [String]], memory: Int) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("starling-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in bundles { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
        let process = Process(), pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: try #require(VerifierModule.node))
        process.arguments = [
            VerifierModule.script.deletingLastPathComponent().appendingPathComponent("verify-blocks.mjs").path,
            VerifierModule.module.path, FixtureFiles.configurationFile.path, folder.path,
        ]
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        var lines: [String: [String]] = [:], memory = 0
        for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: "\t", maxSplits: 1)
            if fields[0] == "memory" {
                memory = Int(fields[1]) ?? 0
            } else {
                lines[String(fields[0]), default: []].append(String(fields[1]))
            }
        }
        return (lines, memory)
    }
}

/// Block verification as the browser runs it, on the fixture chain. `make wasm` builds the module.
@Suite(.serialized, .enabled(if: VerifierModule.verifiesBlocks)) struct BlockWasmTests {
    @Test func `the module accepts the proven blocks and says what they are`() throws {
        var run = ModuleRun()
        for number in FixtureChain.provenBlocks { run.add("block-\(number)", try FixtureFiles.bundle(number)) }
        let reports = try run.reports().lines
        let configuration = try FixtureFiles.configuration()
        for number in FixtureChain.provenBlocks {
            let bundle = try FixtureFiles.bundle(number)
            let verdict = try BlockVerifier<OpenSSLSignatures>(configuration: configuration).verify(bundle)
            let lines = try #require(reports["block-\(number)"])
            #expect(lines.first == "verdict\t\(verdict.kind.name)\t\(verdict.headline)")
            #expect(lines.contains { $0.hasPrefix("fact\t") && $0.hasSuffix("\t\(verdict.blockHash.hex)") })
            #expect(lines.contains { $0.hasPrefix("fact\t") && $0.hasSuffix("\t\(verdict.stateRoot.hex)") })
            #expect(lines.count { $0.hasPrefix("check\tpassed\t") } == BlockCheck.allCases.count)
        }
    }

    @Test func `bundles made to hurt are refused without a trap`() throws {
        var run = ModuleRun()
        run.add("usages", try HostileBundles.usages().assembled())
        for (name, bytes) in try HostileBundles.codePositions() { run.add(name, bytes: bytes) }
        let honest = try FixtureFiles.bundle(12).encoded
        for (index, count) in [0, 7, 8, 9, 1_000, honest.count / 2, honest.count - 1].enumerated() {
            run.add("cut-\(index)", bytes: Array(honest.prefix(count)))
        }
        run.add("longer", bytes: honest + [0])
        let reports = try run.reports().lines
        #expect(reports.count == 11)
        for (name, lines) in reports {
            #expect(lines.first?.hasPrefix("verdict\tinvalid\t") == true, "\(name): \(lines)")
        }
    }

    /// A sample of `DamageTests`, through the module: every third kind of field, with `STARLING_LONG` each.
    @Test func `damaged bundles are refused without a trap`() throws {
        let honest = try FixtureParts(12), isLong = ProcessInfo.processInfo.environment["STARLING_LONG"] != nil
        var random = SplitMix64(seed: 3), kinds: [String: [BundleLeaf]] = [:]
        for leaf in BundleLeaf.all(of: honest) where DamageReview.ofBundle[leaf.kind] == nil {
            kinds[leaf.kind, default: []].append(leaf)
        }
        let names = kinds.keys.sorted()
        var run = ModuleRun(), damaged: [String: String] = [:]
        for index in stride(from: 0, to: names.count, by: isLong ? 1 : 3) {
            let all = kinds[names[index]] ?? [], leaf = all[random.number(in: 0...all.count - 1)]
            var parts = honest
            leaf.damage(&parts)
            guard parts != honest else { continue }
            damaged["damaged-\(index)"] = leaf.name
            run.add("damaged-\(index)", try parts.assembled())
        }
        let (reports, memory) = try run.reports()
        #expect(reports.count == damaged.count && damaged.count > 40)
        for (name, lines) in reports {
            #expect(lines.first?.hasPrefix("verdict\tinvalid\t") == true, "\(damaged[name] ?? ""): \(lines)")
        }
        print("module: \(damaged.count) damaged bundles refused, \(memory >> 20) MiB of memory")
        // Nothing is kept from one bundle to the next.
        #expect(memory < 64 << 20)
    }
}
