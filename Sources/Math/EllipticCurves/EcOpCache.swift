public import FiniteFields

/// `ec_op` with the doublings of recently used points kept: the generator and the keys of accounts come again and again.
///
/// Doublings are made when a point is seen for the second time, since the first time they would not pay. The one used
/// longest ago makes room. A plain value: whoever runs transactions owns one.
public struct EcOpCache: Sendable {
    private struct Entry {
        var doublings: PointDoublings
        var lastUse: UInt64
    }

    private var entries: [AffinePoint: Entry] = [:]
    private var seenOnce: Set<AffinePoint> = []
    private var clock: UInt64 = 0
    private let countMax: Int

    /// Keeps up to `countMax` points, 16 KiB each.
    public init(countMax: Int = 256) {
        self.countMax = max(countMax, 1)
        entries[StarkCurve.generator] = Entry(doublings: PointDoublings(StarkCurve.generator), lastUse: 0)
    }

    /// p + m·q, or nil where the builtin fails: see `StarkCurve.ecOp`.
    public mutating func ecOp(_ p: AffinePoint, _ m: Felt252, _ q: AffinePoint) -> AffinePoint? {
        if let doublings = doublings(of: q) { return StarkCurve.ecOp(p, m, doublings) }
        return StarkCurve.ecOp(p, m, q)
    }

    /// The doublings of a point, or nil the first time it is seen. Notes the use.
    public mutating func doublings(of q: AffinePoint) -> PointDoublings? {
        clock &+= 1
        if let entry = entries[q] {
            entries[q] = Entry(doublings: entry.doublings, lastUse: clock)
            return entry.doublings
        }
        guard seenOnce.remove(q) != nil else {
            if seenOnce.count >= 4 * countMax { seenOnce.removeAll(keepingCapacity: true) }
            seenOnce.insert(q)
            return nil
        }
        if entries.count >= countMax { removeOldest() }
        let doublings = PointDoublings(q)
        entries[q] = Entry(doublings: doublings, lastUse: clock)
        return doublings
    }

    private mutating func removeOldest() {
        var oldest: AffinePoint?, age = UInt64.max
        for (point, entry) in entries where entry.lastUse < age {
            oldest = point
            age = entry.lastUse
        }
        if let oldest { entries[oldest] = nil }
    }
}
