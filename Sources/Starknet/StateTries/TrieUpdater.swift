public import FiniteFields

/// New values for keys of one trie.
public struct TrieWrite: Sendable {
    /// All 251 bits of the key.
    public var key: TriePath
    /// The new leaf; 0 removes it.
    public var leaf: Felt252

    /// The new `leaf` of `key`; nil when the key is 2^251 or more.
    public init?(key: Felt252, leaf: Felt252) {
        guard let path = TriePath(key: key) else { return nil }
        self.key = path
        self.leaf = leaf
    }
}

/// Changes tries in two phases: first their shape, without any hashing, then all hashes of all tries together, level
/// by level, so that Pedersen works on large batches.
///
/// Call `update` for every trie, then `finish`. Only nodes on the way to written keys are read, and the siblings that
/// a deletion merges into an edge.
struct TrieUpdater<Source: TrieNodeSource> {
    /// A subtree while the shape is made.
    enum Subtree {
        case empty
        /// As it was; its hash, and whether its own node is still unread.
        case unchanged(Felt252)
        /// A leaf or a binary node.
        case solid(Reference)
        /// An edge that may still grow at its start.
        case edge(TriePath, Reference)
    }

    /// A child: a known hash, or a node whose hash comes later.
    enum Reference {
        case hash(Felt252)
        case pending(Int)
    }

    enum Shape {
        case binary(Reference, Reference)
        case edge(TriePath, Reference)
    }

    struct Pending {
        var trie: TrieID
        var path: TriePath
        var shape: Shape
        var level: Int
    }

    /// What stood in the trie before.
    enum Existing {
        case empty
        case node(Felt252)
        /// The rest of an edge.
        case edge(TriePath, Felt252)
    }

    let source: Source
    var pending: [Pending] = []
    var removed: [TrieChange] = []
    private var trie = TrieID.contracts

    init(source: Source) { self.source = source }

    /// Shapes one trie: `writes` sorted by key, without repetition, not empty.
    mutating func update(_ trie: TrieID, root: Felt252, writes: [TrieWrite]) throws(TrieError) -> Reference {
        for (x, y) in zip(writes, writes.dropFirst()) {
            guard TriePath.precedes(x.key, y.key) else { throw .invalidKeys }
        }
        self.trie = trie
        let existing: Existing = root.isZero ? .empty : .node(root)
        return try attach(build(.root, existing, writes[...]), at: .root)
    }

    private mutating func build(
        _ path: TriePath, _ existing: Existing, _ writes: ArraySlice<TrieWrite>
    ) throws(TrieError) -> Subtree {
        guard let first = writes.first, let last = writes.last else { return unchanged(existing) }
        let depth = path.length
        if depth == TriePath.keyBits { return first.leaf.isZero ? .empty : .solid(.hash(first.leaf)) }
        switch existing {
        case .node(let hash):
            let node = try source.node(in: trie, at: path, hash: hash)
            // The node is rewritten or disappears; if it is written again, the later change wins.
            removed.append(TrieChange(trie: trie, path: path, node: nil))
            switch node {
            case .binary(let left, let right):
                return try branch(path, .node(left), .node(right), writes)
            case .edge(let skipped, let child):
                guard skipped.length >= 1, depth + skipped.length <= TriePath.keyBits else { throw .malformedNode }
                return try build(path, .edge(skipped, child), writes)
            }
        case .edge(let skipped, let child):
            let common = min(
                first.key.dropFirst(depth).commonPrefixLength(skipped),
                last.key.dropFirst(depth).commonPrefixLength(skipped))
            let rest: Existing = common == skipped.length ? .node(child) : .edge(skipped.dropFirst(common), child)
            if common > 0 {
                return try prepend(
                    skipped.prefix(common), build(path.appending(skipped.prefix(common)), rest, writes), path)
            }
            let below: Existing = skipped.length == 1 ? .node(child) : .edge(skipped.dropFirst(1), child)
            return try skipped.bit(0) ? branch(path, .empty, below, writes) : branch(path, below, .empty, writes)
        case .empty:
            let key = first.key.dropFirst(depth)
            if writes.count == 1 { return first.leaf.isZero ? .empty : .edge(key, .hash(first.leaf)) }
            let common = key.commonPrefixLength(last.key.dropFirst(depth))
            if common == 0 { return try branch(path, .empty, .empty, writes) }
            return try prepend(key.prefix(common), build(path.appending(key.prefix(common)), .empty, writes), path)
        }
    }

    private func unchanged(_ existing: Existing) -> Subtree {
        switch existing {
        case .empty: .empty
        case .node(let hash): .unchanged(hash)
        case .edge(let path, let child): .edge(path, .hash(child))
        }
    }

    /// A place where both sides are handled on their own.
    private mutating func branch(
        _ path: TriePath, _ left: Existing, _ right: Existing, _ writes: ArraySlice<TrieWrite>
    ) throws(TrieError) -> Subtree {
        let split = writes.firstIndex { $0.key.bit(path.length) } ?? writes.endIndex
        let leftTree = try build(path.appending(bit: false), left, writes[..<split])
        let rightTree = try build(path.appending(bit: true), right, writes[split...])
        switch (leftTree, rightTree) {
        case (.empty, .empty): return .empty
        case (.empty, _): return try prepend(.single(true), rightTree, path)
        case (_, .empty): return try prepend(.single(false), leftTree, path)
        default:
            let left = attach(leftTree, at: path.appending(bit: false))
            let right = attach(rightTree, at: path.appending(bit: true))
            return .solid(add(.binary(left, right), at: path))
        }
    }

    /// `subtree` behind the bits `head`, which start at `path`.
    private mutating func prepend(
        _ head: TriePath, _ subtree: Subtree, _ path: TriePath
    ) throws(TrieError) -> Subtree {
        switch subtree {
        case .empty: return .empty
        case .solid(let reference): return .edge(head, reference)
        case .edge(let tail, let child): return .edge(head.appending(tail), child)
        case .unchanged(let hash):
            let place = path.appending(head)
            if place.length == TriePath.keyBits { return .edge(head, .hash(hash)) }
            // Two edges never follow each other: look whether this one must be merged.
            guard case .edge(let tail, let child) = try source.node(in: trie, at: place, hash: hash) else {
                return .edge(head, .hash(hash))
            }
            guard tail.length >= 1, place.length + tail.length <= TriePath.keyBits else { throw .malformedNode }
            removed.append(TrieChange(trie: trie, path: place, node: nil))
            return .edge(head.appending(tail), .hash(child))
        }
    }

    /// The finished subtree at `path`.
    private mutating func attach(_ subtree: Subtree, at path: TriePath) -> Reference {
        switch subtree {
        case .empty: .hash(.zero)
        case .unchanged(let hash): .hash(hash)
        case .solid(let reference): reference
        case .edge(let bits, let child): add(.edge(bits, child), at: path)
        }
    }

    private mutating func add(_ shape: Shape, at path: TriePath) -> Reference {
        let level =
            switch shape {
            case .binary(let left, let right): max(self.level(left), self.level(right))
            case .edge(_, let child): self.level(child)
            }
        pending.append(Pending(trie: trie, path: path, shape: shape, level: level))
        return .pending(pending.count - 1)
    }

    private func level(_ reference: Reference) -> Int {
        if case .pending(let index) = reference { pending[index].level + 1 } else { 0 }
    }
}
