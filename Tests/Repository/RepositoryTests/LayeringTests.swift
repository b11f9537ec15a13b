import Foundation
import Testing
import VectorFiles

/// Imports point down the layers, rooms that should not know each other do not, and the verifier's path stays small.
struct LayeringTests {
    @Test func `the walk finds the sources`() {
        #expect(Repository.sources.count > 500)
    }

    @Test func `imports only point down the layers`() throws {
        let manifest = try Manifest.read(), layers = manifest.layers
        let layerOf = Dictionary(
            manifest.rows.map { ($0.name, layers.firstIndex(of: $0.layer)) }, uniquingKeysWith: { first, _ in first })
        for source in Repository.sources {
            let own = try #require(layers.firstIndex(of: source.layer), "\(source.path) is in no layer")
            for module in source.imports {
                guard case let other?? = layerOf[module], layers[other] != "SystemLibraries" else { continue }
                #expect(other <= own, "\(source.path) imports \(module) from a higher layer")
            }
        }
    }

    /// The mathematics, proofs and rules of the chain: what can be read without a system below it.
    static let pure = ["Basics", "Math", "Proofs", "Cairo", "Sierra", "Starknet"]

    @Test func `layers below consensus import neither Foundation nor system libraries`() throws {
        let manifest = try Manifest.read()
        let shims = manifest.rows.filter { $0.layer == "SystemLibraries" }.map(\.name)
        let system = manifest.systemLibraries.union(shims).union(["Foundation", "FoundationEssentials"])
        for source in Repository.sources where Self.pure.contains(source.layer) {
            let found = source.imports.intersection(system)
            #expect(found.isEmpty, "\(source.path) imports \(found.sorted())")
        }
    }

    /// A toolkit knows nothing of Starknet but its numbers; a node and a prover meet over RPC only.
    static let strangers: [(room: String, unknown: [String])] = [
        ("Toolkits", ["Proofs", "Cairo", "Starknet", "Consensus"]),
        ("Formats", ["Consensus"]),
        ("Proving", ["Node"]),
        ("Node", ["Proofs"]),
    ]

    @Test(arguments: strangers.indices)
    func `rooms that should not know each other do not`(index: Int) throws {
        let (room, unknown) = Self.strangers[index]
        let forbidden = Set(try Manifest.read().rows.filter { unknown.contains($0.layer) }.map(\.name))
        for source in Repository.sources where source.layer == room {
            let found = source.imports.intersection(forbidden)
            #expect(found.isEmpty, "\(source.path) imports \(found.sorted())")
        }
    }

    /// What is around a consensus algorithm: it knows inputs, effects and certificates, and no algorithm.
    static let aroundConsensus = [
        "ConsensusAlgorithms", "ConsensusEngine", "ConsensusSimulation", "ConsensusWire", "PeerNetworking",
        "ValidatorSigning", "WriteAheadLog",
    ]

    @Test func `engine, log, signer, wire and simulation name no consensus algorithm`() throws {
        let manifest = try Manifest.read()
        // Whatever else is in the layer and is told of `ConsensusAlgorithms` is an algorithm, or made for one.
        let algorithms = Set(
            manifest.rows.filter {
                $0.uses.contains("ConsensusAlgorithms") && !Self.aroundConsensus.contains($0.name)
                    && ["Consensus", "Support"].contains($0.layer)
            }.map(\.name))
        #expect(algorithms.isSuperset(of: ["Tendermint", "SingleProposer"]))
        for source in Repository.sources where Self.aroundConsensus.contains(source.module) {
            let found = source.imports.intersection(algorithms)
            #expect(found.isEmpty, "\(source.path) imports \(found.sorted())")
        }
        // One place turns a configured name into an algorithm; the simulation of whole nodes is of nodes with Tendermint.
        let choosing = Repository.sources.filter {
            $0.module != "ChainSimulation" && !algorithms.contains($0.module)
                && !$0.imports.isDisjoint(with: algorithms)
        }
        #expect(choosing.map(\.stem) == ["ConsensusChoice"])
    }

    @Test func `the browser's verifier needs only the modules of its list`() throws {
        let rows = Dictionary(uniqueKeysWithValues: try Manifest.read().rows.map { ($0.name, $0) })
        var before = Set<String>()
        for line in try Repository.text("Tools/verifier-modules").split(separator: "\n") where !line.hasPrefix("#") {
            let row = try #require(rows[String(line)], "\(line) is no module")
            let swift = row.uses.filter { rows[$0]?.isSwift ?? false }
            // Their SIMD halves are compiled out there.
            let packed: Set = ["ConstraintLanes"]
            #expect(swift.subtracting(packed).isSubset(of: before), "\(line) uses what does not stand before it")
            before.insert(row.name)
        }
        #expect(before.contains("BlockVerifying"))
    }
}
