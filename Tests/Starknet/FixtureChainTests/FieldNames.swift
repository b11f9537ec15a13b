import BlockPrograms
import BlockVerifying
import CasmModel
import FiniteFields
import FixtureChains
import QuorumCertificates
import StarknetModel
import StateTries

/// The fields of any value by reflection, so that `LeafCompletenessTests` know of fields that the walk forgot.
struct FieldNames {
    /// The way to each field, and its value as text.
    private(set) var fields: [String: String] = [:]
    /// The ways to lists without elements.
    private(set) var emptyLists: Set<String> = []

    init(_ value: Any, name: String) { add(value, name) }

    /// Parts of the decoded form that no file holds.
    private static let untransmitted: Set<String> = ["compilerVersion", "hints", "builtins", "isCovered"]

    private mutating func add(_ value: Any, _ name: String) {
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .collection, mirror.children.isEmpty {
            emptyLists.insert(name)
            return
        }
        switch value {
        case let felt as Felt252: fields[name] = felt.hex
        case let block as BlockID: fields[name] = block.description
        case let path as TriePath: fields[name] = "\(path.length) \(path.value.hex)"
        case let bytes as [UInt8]: fields[name] = "\(bytes)"
        case let counts as BuiltinCounts: fields[name] = "\(counts)"
        // Long lists of felts are one field each.
        case let felts as [Felt252] where felts.count > 64: fields[name] = "\(felts.count) \(felts.hashValue)"
        default:
            if mirror.children.isEmpty { fields[name] = "\(value)" }
            for (index, child) in mirror.children.enumerated() where !Self.untransmitted.contains(child.label ?? "") {
                add(child.value, child.label.map { "\(name).\($0)" } ?? "\(name)[\(index)]")
            }
        }
    }

    /// The ways without indices.
    static func kinds(_ names: some Sequence<String>) -> Set<String> {
        Set(names.map { BundleLeaf(name: $0) { _ in }.kind })
    }

    /// The parts of a bundle that a leaf with this name lies in.
    static func part(of parts: FixtureParts, leaf name: String) -> (name: String, value: Any) {
        let block = parts.bundle.block, proof = parts.proof
        let all: [(String, Any)] = [
            ("block.header", block.header), ("block.transactions", block.transactions),
            ("block.receipts", block.receipts), ("block.stateDiff", block.stateDiff),
            ("ancestors", parts.bundle.ancestors), ("classes", parts.bundle.classes),
            ("certificate", parts.bundle.certificate), ("manifest", proof.manifest), ("opening", proof.opening),
            ("blockNumber", proof.blockNumber), ("data", proof.data),
        ]
        return all.first { name.hasPrefix($0.0) } ?? ("nothing", 0)
    }

    /// One leaf name for each part.
    static let partNames = [
        "block.header", "block.transactions", "block.receipts", "block.stateDiff", "ancestors", "classes",
        "certificate",
        "manifest", "opening", "blockNumber", "data",
    ]
}
