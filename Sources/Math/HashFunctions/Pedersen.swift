public import FiniteFields
public import EllipticCurves

/// Starknet's Pedersen hash (EXEC §2.1): the x coordinate of P0 + low(a)·P1 + high(a)·P2 + low(b)·P3 + high(b)·P4, with
/// low the lower 248 bits and high the upper four.
///
/// The multiples come from window tables that are built on first use. Hashes that are independent of each other are
/// half as dear in a batch: `hashPairs`.
public enum Pedersen {
    /// The shift point P0 and the bases P1 to P4.
    public static var points: [AffinePoint] { PedersenTables.points }

    /// The hash of a pair.
    public static func hash(_ a: Felt252, _ b: Felt252) -> Felt252 {
        PedersenTables.shared.hash(a, b)
    }

    /// The hash of a list: a chain of pair hashes from zero, ended by the count.
    public static func hash(list: some Sequence<Felt252>) -> Felt252 {
        var state = Felt252.zero, count: UInt64 = 0
        for element in list {
            state = hash(state, element)
            count += 1
        }
        return hash(state, Felt252(count))
    }

    /// The hashes of many pairs, in order: one level of a trie.
    public static func hashPairs(_ pairs: [(Felt252, Felt252)]) -> [Felt252] {
        var hashes: [Felt252] = []
        hashes.reserveCapacity(pairs.count)
        // Below three, one inversion per level of the addition tree costs more than it saves.
        if pairs.count < 3 {
            for pair in pairs { hashes.append(hash(pair.0, pair.1)) }
            return hashes
        }
        var batch = PedersenBatch()
        var start = 0
        while start < pairs.count {
            let end = min(start + PedersenBatch.size, pairs.count)
            batch.hash(pairs[start..<end], into: &hashes)
            start = end
        }
        return hashes
    }
}
