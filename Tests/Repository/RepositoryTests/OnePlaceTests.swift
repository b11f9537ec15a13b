import Foundation
import Testing

/// What has one place has no second one.
struct OnePlaceTests {
    /// What the words are of, the words, and the file or module that may say them.
    static let places: [(what: String, words: Set<Substring>, home: String, alsoInTests: Bool)] = [
        (
            "threads, locks and clocks",
            [
                "pthread_create", "pthread_mutex_t", "pthread_cond_t", "NSCondition", "NSLock", "NSRecursiveLock",
                "DispatchSemaphore", "DispatchQueue", "DispatchGroup", "OperationQueue", "Thread", "DispatchTime",
                "systemUptime", "CLOCK_MONOTONIC", "usleep", "nanosleep",
            ], "Basics/Threading/", false
        ),
        ("digits of hex", ["0123456789abcdef", "hexDigitValue", "02x"], "Basics/ByteCoding/HexBytes.swift", true),
        (
            "random numbers that can be repeated",
            ["SystemRandomNumberGenerator", "0x9e37_79b9_7f4a_7c15", "6_364_136_223_846_793_005"],
            "Basics/Determinism/", true
        ),
    ]

    /// Words of code, comments left out.
    private func words(_ source: Repository.Source) -> Set<Substring> {
        var found = Set<Substring>()
        for line in source.lines where !line.drop(while: { $0 == " " }).hasPrefix("//") {
            found.formUnion(line.split { !($0.isLetter || $0.isNumber || $0 == "_") })
        }
        return found
    }

    @Test func `threads, hex digits and random numbers are in one place each`() {
        let tests = Repository.tests.filter { !$0.path.hasSuffix("OnePlaceTests.swift") }
        var homes = Set<String>()
        for (sources, isTest) in [(Repository.sources, false), (tests, true)] {
            for source in sources {
                let words = words(source)
                for place in Self.places where place.alsoInTests || !isTest {
                    let found = words.intersection(place.words)
                    if source.path.hasPrefix(place.home) {
                        if !found.isEmpty { homes.insert(place.home) }
                    } else if !Self.exceptions.keys.contains("\(source.path): \(found.sorted().joined(separator: " "))")
                    {
                        #expect(found.isEmpty, "\(source.path) has its own \(place.what): \(found.sorted())")
                    }
                }
            }
        }
        // Rules about words that nobody uses any more are no rules.
        #expect(homes.isSuperset(of: ["Basics/Threading/"]))
    }

    /// Words that mean something else here.
    static let exceptions: [String: String] = [
        "Cairo/CairoWitness/Adapter/ValueTable.swift: 0x9e37_79b9_7f4a_7c15": "the factor of a hash table",
        "Consensus/ConsensusEngine/ValidatorEngine.swift: pthread_create": "the name of the call in an error",
        "Apps/starling-bench/ProcessTimes.swift: CLOCK_MONOTONIC": "read beside the processor's time, alike",
        "Tools/LoadClient/LoadRun.swift: 0x9e37_79b9_7f4a_7c15": "the distance between the seeds of senders",
    ]

    /// `w.field("x", felt: y)` says what two lines say otherwise.
    @Test func `a member of JSON with a plain value is written in one line`() {
        let scalars: Set<Substring> = ["felt", "felts", "integer", "string", "bool", "number", "hex"]
        for source in Repository.sources where !source.path.hasSuffix("JSONWriter+Fields.swift") {
            for (line, next) in zip(source.lines, source.lines.dropFirst()) where line.contains(".key(\"") {
                let words = next.split { !($0.isLetter || $0.isNumber) }
                let isOneLine =
                    line.hasSuffix(")") && next.hasSuffix(")") && words.count > 1 && scalars.contains(words[1])
                let isSplit = isOneLine && line.prefix { $0 == " " } == next.prefix { $0 == " " } && !next.contains("{")
                #expect(!isSplit, "\(source.path): \(line)")
            }
        }
    }

    /// Enums whose numbers are written in files and messages: their cases say them, so that a new one moves no other.
    static let written: [(file: String, name: String)] = [
        ("Cairo/CasmModel/Builtin.swift", "Builtin"), ("Cairo/CasmModel/EntryPoints.swift", "EntryPointType"),
        ("Starknet/BlockPrograms/BlockRecording.swift", "Kind"),
        ("Starknet/BlockPrograms/SystemCall.swift", "SystemCall"),
        ("Starknet/QuorumCertificates/Vote.swift", "VoteKind"), ("Consensus/Tendermint/Timeout.swift", "Kind"),
        ("Starknet/StarknetModel/ResourceBounds.swift", "DataAvailabilityMode"),
        ("Starknet/StarknetModel/ProtocolVersion.swift", "ProtocolVersion"),
        ("Node/ChainStorage/StoreKeys.swift", "ContractKind"),
    ]

    @Test(arguments: written.indices) func `cases that are written have numbers`(index: Int) throws {
        let (file, name) = Self.written[index]
        let source = try #require(Repository.sources.first { $0.path == file })
        let start = try #require(source.lines.firstIndex { $0.contains("enum \(name): UInt8") })
        let text = source.lines[start...].prefix(40).joined(separator: "\n")
        // Cases come first in a body; `case .x` stands in a switch.
        let lines = text.split { $0 == "\n" || $0 == "{" || $0 == "}" }.dropFirst()
            .filter { !$0.drop { $0 == " " }.hasPrefix("//") && !$0.contains("case .") }
            .prefix { !$0.contains(" var ") && !$0.contains(" func ") && !$0.contains(" let ") }
        let cases = lines.compactMap { line -> Substring? in
            guard let range = line.range(of: "case ") else { return nil }
            return line[range.upperBound...]
        }.flatMap { $0.split(separator: ",") }
        #expect(!cases.isEmpty)
        for item in cases { #expect(item.contains(" = "), "\(name): \(item)") }
    }
}
