/// The blocks that a reader has verified so far under one configuration, in whatever order he came to them: ranges that
/// grow together where a block stands on the one before. Bounded; what does not fit is forgotten, never invented.
public struct VerifiedRanges: Sendable, Equatable {
    /// Blocks kept in all.
    public static let blocksMax = 8192

    /// Of the configuration under which the ranges were verified, 32 bytes.
    public let fingerprint: [UInt8]
    /// Ascending; between two of them at least one block is missing.
    private(set) var ranges: [VerifiedRange]

    /// None yet.
    public init(configurationFingerprint: [UInt8]) { self.init(configurationFingerprint, []) }

    init(_ fingerprint: [UInt8], _ ranges: [VerifiedRange]) {
        self.fingerprint = fingerprint
        self.ranges = ranges
    }

    /// Notes a verified block and returns the range that it is part of now. Where it contradicts a block that was verified
    /// before, nothing is noted.
    public mutating func insert(_ verdict: BlockVerdict) throws(VerifiedRange.Break) -> VerifiedRange {
        let alone = VerifiedRange(verdict), number = verdict.blockNumber
        guard alone.fingerprint == fingerprint else { throw .configuration }
        for known in ranges {
            guard let hash = known.hash(of: number) else { continue }
            guard hash == verdict.blockHash else { throw .otherBlock(number) }
            return known
        }
        var below = ranges.filter { $0.last < number }, above = ranges.filter { $0.first > number }
        var joined = alone
        if var before = below.last, before.last + 1 == number {
            try before.append(joined)
            joined = before
            below.removeLast()
        }
        if let after = above.first, after.first - 1 == number {
            try joined.append(after)
            above.removeFirst()
        }
        // A range that has grown to the bound stays as it is: better than to forget its beginning at genesis.
        guard joined.count <= VerifiedRanges.blocksMax else { return alone }
        let others = below + above
        ranges =
            others.reduce(joined.count) { $0 + $1.count } <= VerifiedRanges.blocksMax
            ? below + [joined] + above : [joined]
        return joined
    }

    /// The blocks between a range and the one before it, or the genesis: what is to be verified next, so that less of what
    /// the range stands on is trusted. Nil where there are none.
    public func missing(before range: VerifiedRange) -> ClosedRange<UInt64>? {
        var start: UInt64 = 1
        for known in ranges where known.last < range.first { start = known.last + 1 }
        return start < range.first ? start...(range.first - 1) : nil
    }
}
