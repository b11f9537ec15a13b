import BlockVerifying
import ByteCoding
import Determinism
import FiniteFields
import FixtureChains
import Foundation
import StarknetModel
import Testing

/// Bundles in a folder of their own, verified by the module.
struct ModuleRun {
    private var files: [String: [UInt8]] = [:]

    /// Adds the bytes of a bundle as an answer to who asked for that block. One whose name begins with "next" is verified on
    /// top of the one before it in the order of numbers; what else was verified before can be given.
    mutating func add(_ name: String, bytes: [UInt8], asked number: UInt64 = 12, carried: [UInt8]? = nil) {
        let file = (number < 10 ? "0" : "") + "\(number).\(name)"
        files[file] = bytes
        files[file + ".carried"] = carried
    }

    /// Adds a bundle whose classes are compiled again from these sources: encodings of `SierraClass` one behind the other.
    mutating func add(_ name: String, _ bundle: BlockBundle, sources: [UInt8]) {
        let number = bundle.block.header.context.number
        add(name, bytes: bundle.encoded, asked: number)
        files[(number < 10 ? "0" : "") + "\(number).\(name).sources"] = sources
    }

    mutating func add(_ name: String, _ bundle: BlockBundle, carried: [UInt8]? = nil) {
        add(name, bytes: bundle.encoded, asked: bundle.block.header.context.number, carried: carried)
    }

    /// The lines of each report, by bundle; and the module's memory in the end.
    func reports() throws -> (lines: [String: [String]], memory: Int) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("starling-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in files { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
        let output = try VerifierModule.run(
            script: "verify-blocks.mjs",
            [FixtureFiles.configurationFile.path, folder.path, VerifierModule.assets.path])
        var lines: [String: [String]] = [:], memory = 0
        for line in output {
            let fields = line.split(separator: "\t", maxSplits: 1)
            if fields[0] == "memory" {
                memory = Int(fields[1]) ?? 0
            } else {
                lines[String(fields[0]), default: []].append(String(fields[1]))
            }
        }
        #expect(!lines.values.joined().contains { $0.hasPrefix("differs") }, "the page's script reports something else")
        return (lines, memory)
    }
}

/// Block verification as the browser runs it, on the fixture chain. `make wasm` builds the module.
@Suite(.serialized) struct BlockWasmTests {
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
        for (name, bytes) in try HostileBundles.codePositions() { run.add(name, bytes: bytes, asked: 1) }
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

    @Test func `blocks verified one after the other are verified from genesis, whatever the order`() throws {
        var run = ModuleRun()
        for number: UInt64 in [1, 2, 10, 11, 12] { run.add("next-\(number)", try FixtureFiles.bundle(number)) }
        let reports = try run.reports().lines
        func said(_ number: Int) -> [String] {
            reports["next-\(number)"]?.filter { $0.hasPrefix("range\t") || $0.hasPrefix("missing\t") } ?? []
        }
        #expect(said(1) == ["range\tpassed\tverified from genesis up to block 1"])
        #expect(said(2) == ["range\tpassed\tverified from genesis up to block 2"])
        #expect(
            said(12) == [
                "range\ttrusted\tverified from block 10 up to block 12, on the trusted state before block 10",
                "missing\t3\t9",
            ])
        // What a verdict rests on is said less of where nothing before it is trusted.
        #expect(reports["next-2"]?.contains { $0.contains("whose root is trusted") } == false)
        #expect(reports["next-12"]?.contains { $0.contains("whose root is trusted") } == true)
    }

    @Test func `another block of the same height, and one on another block, are refused`() throws {
        let configuration = try FixtureFiles.configuration()
        func verdict(_ number: UInt64) throws -> BlockVerdict {
            try BlockVerifier<OpenSSLSignatures>(configuration: configuration).verify(try FixtureFiles.bundle(number))
        }
        var run = ModuleRun()
        for (name, number) in [("other", 12), ("before", 11), ("after", 13)] as [(String, UInt64)] {
            var other = try verdict(12)
            other.blockNumber = number
            other.blockHash = .one
            var ranges = VerifiedRanges(configurationFingerprint: configuration.fingerprint)
            _ = try ranges.insert(other)
            run.add(name, try FixtureFiles.bundle(12), carried: ranges.encoded)
        }
        let reports = try run.reports().lines
        #expect(reports["other"]?.first?.contains("another block 12 was verified here before") == true)
        #expect(
            reports["before"]?.first == "verdict\tinvalid\tblock 12 does not stand on block 11 as it was verified here")
        #expect(
            reports["after"]?.first == "verdict\tinvalid\tblock 13 does not stand on block 12 as it was verified here")
        for lines in reports.values { #expect(!lines.contains { $0.hasPrefix("carried\t") }) }
    }

    @Test func `what is carried of another configuration, or is damaged, is nothing`() throws {
        let bundle = try FixtureFiles.bundle(2), configuration = try FixtureFiles.configuration()
        var first = try BlockVerifier<OpenSSLSignatures>(configuration: configuration).verify(
            try FixtureFiles.bundle(1))
        func carried() throws -> [UInt8] {
            var ranges = VerifiedRanges(configurationFingerprint: first.configurationFingerprint)
            _ = try ranges.insert(first)
            return ranges.encoded
        }
        var run = ModuleRun()
        let good = try carried()
        run.add("good", bundle, carried: good)
        for count in [1, 8, 41, good.count - 1] { run.add("cut-\(count)", bundle, carried: Array(good.prefix(count))) }
        first.configurationFingerprint[0] ^= 1
        run.add("another", bundle, carried: try carried())
        let reports = try run.reports().lines
        #expect(reports.count == 6)
        for (name, lines) in reports {
            let place = name == "good" ? "from genesis up to block 2" : "verified block 2 alone, on the trusted"
            #expect(lines.contains { $0.hasPrefix("range\t") && $0.contains(place) }, "\(name): \(lines)")
        }
    }

    @Test func `a bundle of another block than was asked for is refused`() throws {
        var run = ModuleRun()
        run.add("other", bytes: try FixtureFiles.bundle(1).encoded, asked: 2)
        #expect(try run.reports().lines["other"]?.first?.contains("not the block that was asked for") == true)
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
