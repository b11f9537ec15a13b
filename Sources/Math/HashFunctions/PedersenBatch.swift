import EllipticCurves
import FiniteFields

/// Up to sixteen independent Pedersen hashes as one tree of affine additions: each level of the tree shares a single
/// inversion over all hashes. Larger blocks leave the second-level cache and are often slower.
struct PedersenBatch {
    static var size: Int { 16 }

    /// The points of each hash that still have to be added, hash after hash.
    private var points: [[AffinePoint]] = []
    private var differences: [Felt252] = []
    private var prefix: [Felt252] = []

    /// Hashes up to `size` pairs and appends the results in order.
    mutating func hash(_ pairs: ArraySlice<(Felt252, Felt252)>, into hashes: inout [Felt252]) {
        let tables = PedersenTables.shared
        while points.count < pairs.count { points.append([]) }
        for (slot, pair) in pairs.enumerated() {
            points[slot].removeAll(keepingCapacity: true)
            points[slot].append(tables.shift)
            PedersenBatch.gather(tables.first, UInt256(pair.0), into: &points[slot])
            PedersenBatch.gather(tables.second, UInt256(pair.1), into: &points[slot])
        }
        while halve(count: pairs.count) {}
        for slot in 0..<pairs.count { hashes.append(points[slot][0].x) }
    }

    private static func gather(_ table: WindowTable, _ scalar: UInt256, into points: inout [AffinePoint]) {
        for window in 0..<table.count {
            let (index, bits) = table.entry(scalar, window: window)
            if bits != 0 { points.append(table.entries[index]) }
        }
    }

    /// Adds neighbours in every hash; false when each hash is down to one point.
    private mutating func halve(count: Int) -> Bool {
        differences.removeAll(keepingCapacity: true)
        for slot in 0..<count {
            points[slot].withUnsafeBufferPointer { row in
                for index in 0..<(row.count >> 1) { differences.append(row[2 * index + 1].x - row[2 * index].x) }
            }
        }
        if differences.isEmpty { return false }
        while prefix.count < differences.count { prefix.append(.one) }
        differences.withUnsafeMutableBufferPointer { differences in
            prefix.withUnsafeMutableBufferPointer { Felt252.invert(differences, prefix: $0) }
        }
        var next = 0
        for slot in 0..<count {
            points[slot].withUnsafeMutableBufferPointer { row in
                for index in 0..<(row.count >> 1) {
                    row[index] = AffinePoint.sum(row[2 * index], row[2 * index + 1], inverse: differences[next])
                    next += 1
                }
                if row.count & 1 == 1 { row[row.count >> 1] = row[row.count - 1] }
            }
            points[slot].removeLast(points[slot].count >> 1)
        }
        return true
    }
}
