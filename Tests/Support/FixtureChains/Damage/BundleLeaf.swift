import FiniteFields
import StarknetModel

/// One field of a decoded bundle, and how to change it to another value that the format allows.
public struct BundleLeaf {
    /// The way to it: `block.receipts[3].gas.l2Gas`. The place of an array without elements is a kind of its own.
    public let name: String
    public let damage: (inout FixtureParts) -> Void

    /// A field with this name.
    public init(name: String, damage: @escaping (inout FixtureParts) -> Void) {
        self.name = name
        self.damage = damage
    }

    /// The name without indices: leaves of one kind share it.
    public var kind: String {
        var kind = "", isInside = false
        for character in name {
            if character == "]" { isInside = false }
            if !isInside { kind.append(character) }
            if character == "[" { isInside = true }
        }
        return kind
    }
}

/// Collects the leaves of a bundle.
struct LeafWalk {
    let parts: FixtureParts
    private(set) var leaves: [BundleLeaf] = []

    typealias Path<Value> = WritableKeyPath<FixtureParts, Value>

    init(_ parts: FixtureParts) { self.parts = parts }

    mutating func add(_ name: String, _ damage: @escaping (inout FixtureParts) -> Void) {
        leaves.append(BundleLeaf(name: name, damage: damage))
    }

    mutating func felt(_ name: String, _ path: Path<Felt252>) {
        add(name) { $0[keyPath: path] = $0[keyPath: path] + .one }
    }

    mutating func integer<Value: FixedWidthInteger>(_ name: String, _ path: Path<Value>) {
        add(name) { $0[keyPath: path] ^= 1 }
    }

    mutating func flag(_ name: String, _ path: Path<Bool>) {
        add(name) { $0[keyPath: path].toggle() }
    }

    mutating func address(_ name: String, _ path: Path<ContractAddress>) {
        add(name) { $0[keyPath: path] = ContractAddress($0[keyPath: path].felt + .one) ?? .zero }
    }

    /// A list gets one element less, one more, and each element changed.
    mutating func list<Element>(
        _ name: String, _ path: Path<[Element]>, _ element: (inout LeafWalk, String, Path<Element>) -> Void
    ) {
        let count = parts[keyPath: path].count
        if count > 0 {
            add(name + " less") { $0[keyPath: path].removeLast() }
            add(name + " more") { parts in
                if let last = parts[keyPath: path].last { parts[keyPath: path].append(last) }
            }
        }
        for index in 0..<count { element(&self, "\(name)[\(index)]", path.appending(path: \.[index])) }
    }

    mutating func felts(_ name: String, _ path: Path<[Felt252]>) {
        list(name, path) { walk, name, path in walk.felt(name, path) }
        if parts[keyPath: path].isEmpty { add(name + " more") { $0[keyPath: path].append(.one) } }
    }

    mutating func bytes(_ name: String, _ path: Path<[UInt8]>) {
        list(name, path) { walk, name, path in walk.integer(name, path) }
    }
}
