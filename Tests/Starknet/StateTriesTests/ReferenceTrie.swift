import Determinism
import FiniteFields
import HashFunctions
import StateTries

/// The root of a trie straight from its definition (EXEC §2.10): all leaves at once, one hash at a time.
enum ReferenceTrie {
    static func root(_ leaves: [Felt252: Felt252], hash: TrieHash) -> Felt252 {
        let entries = leaves.filter { !$0.value.isZero }.map { (bits($0.key), $0.value) }
        return node(entries[...].map { ($0.0[...], $0.1) }, hash: hash)
    }

    private static func bits(_ key: Felt252) -> [Bool] {
        key.bigEndianBytes.flatMap { byte in (0..<8).map { byte >> UInt8(7 - $0) & 1 == 1 } }.suffix(251)
    }

    private static func node(_ entries: [(ArraySlice<Bool>, Felt252)], hash: TrieHash) -> Felt252 {
        guard let first = entries.first else { return .zero }
        if first.0.isEmpty { return first.1 }
        var path = Felt252.zero, length: UInt64 = 0
        var rest = entries
        // Bits that all keys share become one edge.
        while let bit = rest[0].0.first, rest.allSatisfy({ $0.0.first == bit }) {
            path = path + path + (bit ? .one : .zero)
            length += 1
            rest = rest.map { ($0.0.dropFirst(), $0.1) }
        }
        let below: Felt252
        if rest[0].0.isEmpty {
            below = rest[0].1
        } else {
            let left = rest.filter { $0.0.first == false }.map { ($0.0.dropFirst(), $0.1) }
            let right = rest.filter { $0.0.first == true }.map { ($0.0.dropFirst(), $0.1) }
            below = pair(node(left, hash: hash), node(right, hash: hash), hash)
        }
        return length == 0 ? below : pair(below, path, hash) + Felt252(length)
    }

    private static func pair(_ a: Felt252, _ b: Felt252, _ hash: TrieHash) -> Felt252 {
        switch hash {
        case .pedersen: Pedersen.hash(a, b)
        case .poseidon: Poseidon.hash(a, b)
        }
    }
}

extension SplitMix64 {
    /// A felt below 2^251 - 2^250, or with few bits so that keys share long prefixes.
    mutating func key() -> Felt252 {
        switch next() % 4 {
        case 0: Felt252(next() % 16)
        case 1: Felt252(reducing: next() % 4, 0, 0, (next() % 4) << 57)
        default: Felt252(reducing: next(), next(), next(), next() >> 6)
        }
    }
}
