import Testing

/// No room without a test, no error that no test has seen.
struct CoverageTests {
    /// Modules without a test target of their name: the suite that tests them, and why there.
    static let testedElsewhere: [String: (suite: String, reason: String)] = [
        "ProtobufCoding": ("ConsensusWireTests", "its only messages are those of the wire"),
        "BlockProgramRunning": ("BlockProgramFilesTests", "golden runs are files"),
        "ConsensusAlgorithms": ("TendermintTests", "what every algorithm is, tested by one"),
        "TendermintSimulation": ("ConsensusSimulationTests", "the simulation runs an algorithm"),
        "ValidatorHosting": ("ConsensusEngineTests", "a home is tested by the engine that lives in it"),
        "StarknetClient": ("StarknetRPCTests", "client and server are tested on each other"),
        "ClassCompiling": ("BlockVerifyingTests", "classes of a verified block are compiled again"),
        "NativeCodegen": ("NativeEngineTests", "what it writes is compared where it can be called"),
        "LoadClient": ("StarknetRPCTests", "its load needs a node"),
    ]

    @Test func `every module is imported by tests of its name`() throws {
        let programs: Set = ["starling", "starling-bench", "starling-verify-wasm"]
        var without = Set<String>()
        for row in try Manifest.read().rows
        where row.isSwift && row.folder.hasPrefix("Sources/") && !programs.contains(row.name) {
            if !isImported(row.name, by: row.name + "Tests") { without.insert(row.name) }
        }
        let reviewed = Set(Self.testedElsewhere.keys)
        #expect(without.subtracting(reviewed).isEmpty, "no tests of \(without.subtracting(reviewed).sorted())")
        #expect(reviewed.subtracting(without).isEmpty, "\(reviewed.subtracting(without)) have tests of their own")
        for (name, home) in Self.testedElsewhere {
            #expect(isImported(name, by: home.suite), "\(home.suite) does not import \(name)")
        }
    }

    private func isImported(_ module: String, by suite: String) -> Bool {
        Repository.tests.contains { $0.module == suite && $0.imports.contains(module) }
    }

    /// Layers in which an error is a check, and what else judges bytes of others.
    static let judges: Set = ["Basics", "Math", "Proofs", "Cairo", "Sierra", "Starknet"]
    static let judging: Set = [
        "ConsensusWire", "ConsensusEngine", "QuorumCertificates", "ValidatorSigning", "WriteAheadLog",
    ]

    /// Errors that no test can bring about, and why.
    static let unseen: [String: String] = [
        "CairoVerificationError.degenerateLookup": "probability below 2^-90",
        "CairoProvingError.unlucky": "probability below 2^-90",
        "CairoProvingError.layout": "such tables are refused before, by the trace",
        "WitnessError.zeroDenominator": "probability below 2^-90",
        "StarkError.degenerateOutOfDomainPoint": "probability below 2^-122",
        "StarkError.degenerateQuotient": "probability below 2^-90",
        "CompilationError.constant": "types of constants were checked when the types were made",
        "CompilationError.invalidClass": "the compiler's own classes keep the rules of classes",
        "TrieError.unreadable": "the database cannot read its disk",
        "SigningError.crypto": "OpenSSL out of memory",
        "SigningError.log": "the journal cannot write to its disk",
    ]

    @Test func `every case of an error is named by a test that knows its module`() {
        var unnamed = Set<String>()
        for source in Repository.sources
        where Self.judges.contains(source.layer) || Self.judging.contains(source.module) {
            let enums = ErrorCases.all(in: source.lines)
            if enums.isEmpty { continue }
            let named = Repository.tests.filter { $0.imports.contains(source.module) }
                .reduce(into: Set<Substring>()) { $0.formUnion($1.members) }
            for errors in enums {
                for name in errors.cases where !named.contains(name[...]) { unnamed.insert("\(errors.name).\(name)") }
            }
        }
        let reviewed = Set(Self.unseen.keys)
        #expect(unnamed.subtracting(reviewed).isEmpty, "no test names \(unnamed.subtracting(reviewed).sorted())")
        #expect(reviewed.subtracting(unnamed).isEmpty, "tests name \(reviewed.subtracting(unnamed).sorted())")
    }

    @Test func `the scanner finds cases with and without payloads`() {
        let text = """
            public enum E: UInt8, Error, Sendable {
                case one, two(Int, [String: Int])
                indirect case three(E)
                enum Inner { case four }
                func f() {
                    switch self {
                    case .one: break
                    }
                }
            }
            """
        let found = ErrorCases.all(in: text.split(separator: "\n", omittingEmptySubsequences: false))
        #expect(found.map(\.cases) == [["one", "two", "three"]])
    }
}
