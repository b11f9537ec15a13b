import BlockVerifying
import ByteCoding
import CasmModel
import Determinism
import FiniteFields
import FixtureChains
import StarknetModel
import Testing

/// A proven block whose classes all have Sierra, and that Sierra in the order of its classes.
struct RecompilationMaterial {
    struct Missing: Error {}

    let bundle: BlockBundle
    let sierra: [SierraClass]

    init() throws {
        let classes = try FixtureClasses()
        for number in FixtureChain.provenBlocks {
            let bundle = try FixtureFiles.bundle(number)
            let sierra = bundle.classes.compactMap { classes.sierra[$0.classHash] }
            guard sierra.count > 1, sierra.count == bundle.classes.count else { continue }
            (self.bundle, self.sierra) = (bundle, sierra)
            return
        }
        throw Missing()
    }
}

/// Classes compiled again by the module, as the browser does it when the reader asks: what it finds and what the page makes of it.
/// Nothing traps where an `Int` has 32 bits.
struct RecompilationWasmTests {
    private let classes: FixtureClasses

    init() throws { classes = try FixtureClasses() }

    private func material() throws -> (bundle: BlockBundle, sources: [[UInt8]]) {
        let material = try RecompilationMaterial()
        return (material.bundle, material.sierra.map(\.encoded))
    }

    private func finding(_ lines: [String]?) -> String? {
        lines?.first { $0.hasPrefix("recompilation\t") }.map { String($0.split(separator: "\t")[1]) }
    }

    @Test func `the classes of a block are compiled to the code that the block ran`() throws {
        let (bundle, sources) = try material()
        var run = ModuleRun()
        run.add("equal", bundle, sources: Array(sources.joined()))
        run.add("reversed", bundle, sources: Array((sources.reversed() + [sources[0]]).joined()))
        let count = bundle.classes.count + bundle.declarations.count
        for (name, lines) in try run.reports().lines {
            let said = "classes recompiled from Sierra: \(count) of \(count)"
            #expect(lines.contains("recompilation\tequal\t\(said)"), "\(name): \(lines)")
            #expect(lines.contains("page\tverified\tcompiled\t\(said)"), "\(name): \(lines)")
            for used in bundle.classes { #expect(lines.contains("class\tused\t\(used.classHash.hex)")) }
            let time = lines.first { $0.hasPrefix("milliseconds\t") }?.dropFirst("milliseconds\t".count) ?? ""
            print("module: \(count) classes compiled again in \(time) ms")
        }
    }

    @Test func `other code is a difference, and the page refuses the block`() throws {
        var (bundle, sources) = try material()
        let used = bundle.classes[1]
        guard case .node(let segments)? = used.casm.segmentLengths else { throw RecompilationMaterial.Missing() }
        bundle.classes[1] = BundledClass(
            classHash: used.classHash,
            casm: try CasmClass(
                compilerVersion: "", bytecode: used.casm.bytecode + [.one],
                segmentLengths: .node(segments + [.leaf(1)]),
                hints: [], entryPoints: used.casm.entryPoints))
        var run = ModuleRun()
        run.add("wrong", bundle, sources: Array(sources.joined()))
        let lines = try #require(try run.reports().lines["wrong"])
        #expect(finding(lines) == "differs")
        #expect(lines.contains { $0.hasPrefix("page\tinvalid\t") && $0.contains("compiles to other code") }, "\(lines)")
    }

    @Test func `without the Sierra of a class nothing is said against the block`() throws {
        let (bundle, sources) = try material()
        let other = try #require(
            classes.sierra.values.first { sierra in !bundle.classes.contains { $0.classHash == sierra.hash.felt } })
        var changed = try #require(classes.sierra[bundle.classes[0].classHash])
        changed.abi += [32]
        var run = ModuleRun()
        run.add("missing", bundle, sources: Array(sources.dropFirst().joined()))
        run.add("none", bundle, sources: [])
        run.add("another", bundle, sources: Array(([other.encoded] + sources.dropFirst()).joined()))
        run.add("changed", bundle, sources: Array(([changed.encoded] + sources.dropFirst()).joined()))
        run.add("cut", bundle, sources: sources.joined().dropLast())
        run.add("noise", bundle, sources: [UInt8](repeating: 0xff, count: 100))
        run.add("many", bundle, sources: Array([[UInt8]](repeating: sources[0], count: 257).joined()))
        let reports = try run.reports().lines
        #expect(reports.count == 7)
        for (name, lines) in reports {
            #expect(finding(lines) == "unchecked", "\(name): \(lines)")
            #expect(lines.contains { $0.hasPrefix("page\tverified\ttrusted\t") }, "\(name): \(lines)")
        }
    }

    /// Sums that an `Int` of 32 bits does not hold.
    @Test func `programs that count beyond 31 bits are refused without a trap`() throws {
        var doubling = SierraText()
        var calls: [Int] = []
        for level in 0..<40 { calls.append(doubling.libfunc("function_call", [.function(level)])) }
        for level in 0..<41 {
            doubling.function()
            if level > 0 { for _ in 0..<2 { doubling.call(calls[level - 1]) } }
            doubling.end()
        }
        var wide = SierraText()
        let felt = wide.type("felt252")
        let members = [SierraText.Argument](repeating: .type(felt), count: 20_000)
        let tuple = wide.type("Struct", [.userType(Felt252(7))] + members)
        _ = wide.libfunc("struct_construct", [SierraText.Argument](repeating: .type(tuple), count: 120_000))
        var run = ModuleRun()
        try add(["doubling": doubling.sierra, "wide": wide.sierra], to: &run)
        let reports = try run.reports().lines
        #expect(reports.count == 2)
        for (name, lines) in reports {
            #expect(finding(lines) == "unchecked", "\(name): \(lines)")
            #expect(lines.contains { $0.contains("its Sierra does not compile") }, "\(name): \(lines)")
        }
    }

    @Test func `damaged Sierra is refused or compiles to other code, and never traps`() throws {
        var random = SplitMix64(seed: 11), damaged: [String: SierraClass] = [:], origins: [String: Felt252] = [:]
        let compared = try material().bundle.classes[0].classHash
        let all = classes.sierra.values.sorted { $0.hash < $1.hash }
        for index in 0..<60 {
            var sierra = all[index % all.count]
            let place = random.number(in: 0...sierra.program.count - 1)
            switch random.number(in: 0...3) {
            case 0: sierra.program[place] = Felt252(random.next())
            case 1: sierra.program[place] = sierra.program[random.number(in: 0...sierra.program.count - 1)]
            case 2: sierra.program.removeLast(random.number(in: 1...3))
            default:
                sierra.program[place] =
                    sierra.program[place] + Felt252(UInt128(1) << UInt128(random.number(in: 0...127)))
            }
            damaged["damaged-\(index)"] = sierra
            origins["damaged-\(index)"] = all[index % all.count].hash.felt
        }
        var run = ModuleRun()
        try add(damaged, to: &run)
        let (reports, memory) = try run.reports()
        #expect(reports.count == damaged.count)
        var findings: Set<String> = []
        for (name, lines) in reports {
            let found = try #require(finding(lines), "\(name): \(lines)")
            findings.insert(found)
            // The code compared with is that of the first class. A felt of the compiler's version changes the hash alone.
            if found == "equal" { #expect(origins[name] == compared, "\(name): \(lines)") }
        }
        #expect(findings.isSuperset(of: ["differs", "unchecked"]))
        #expect(memory < 256 << 20)
    }

    /// Bundles with one class each, whose hash is that of its source.
    private func add(_ sources: [String: SierraClass], to run: inout ModuleRun) throws {
        let (bundle, _) = try material()
        for (name, sierra) in sources {
            var other = bundle
            other.classes = [BundledClass(classHash: sierra.hash.felt, casm: bundle.classes[0].casm)]
            other.declarations = []
            run.add(name, other, sources: sierra.encoded)
        }
    }
}
