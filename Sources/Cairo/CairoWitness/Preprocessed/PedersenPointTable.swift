import CairoAIR
public import EllipticCurves
import FiniteFields
import HashFunctions

/// The points a Pedersen hash adds up, one for each value of each window of an input (STWO §6.7).
///
/// A section for an input with its points `low` (for 248 bits) and `high` (for four bits): for every window but the
/// last the points `-S + k 2^{wb} low`, then sixteen times `2^(w-4)` points `-S + l high + k 2^{248 - …} low` for the
/// last window, whose top four bits belong to `high`. The first section is the hash's first input. The shift point `S`
/// is taken off every entry, so that sums start from it again.
public final class PedersenPointTable: Sendable {
    /// Bits of a window: 9 or 18.
    public let windowBits: Int
    /// `2 · 252 / windowBits` blocks of `2^windowBits` points; row 0 fills up to a power of two.
    public let points: [AffinePoint]
    /// log2 of the rows with the filling.
    public var logSize: Int { windowBits == 9 ? 15 : 23 }

    /// Windows of nine bits, made once.
    public static let small = PedersenPointTable(windowBits: 9)
    /// Windows of eighteen bits, made once: half a gigabyte.
    public static let large = PedersenPointTable(windowBits: 18)

    /// The point of a row; rows of the filling repeat row 0.
    public func point(row: Int) -> AffinePoint { row < points.count ? points[row] : points[0] }

    /// Bits of a window of a preprocessed trace, or nil for the variant without points.
    static func windowBits(_ variant: PreprocessedVariant) -> Int? {
        switch variant {
        case .canonical: 18
        case .canonicalSmall: 9
        case .canonicalWithoutPedersen: nil
        }
    }

    /// x and y of every row, as the witness looks them up.
    static func coordinates(windowBits: Int) -> [Felt252] {
        let table = windowBits == 9 ? small : PedersenPointTable(windowBits: 18)
        return table.points.flatMap { [$0.x, $0.y] }
    }

    public init(windowBits: Int) {
        precondition(windowBits == 9 || windowBits == 18, "the AIR has windows of 9 and of 18 bits")
        self.windowBits = windowBits
        let bases = Pedersen.points
        points =
            PedersenPointTable.section(low: bases[1], high: bases[2], shift: -bases[0], windowBits)
            + PedersenPointTable.section(low: bases[3], high: bases[4], shift: -bases[0], windowBits)
    }

    private static func section(
        low: AffinePoint, high: AffinePoint, shift: AffinePoint, _ windowBits: Int
    ) -> [AffinePoint] {
        let windows = 252 / windowBits
        let doublings = WindowTable.doublings(low, count: windowBits * (windows - 1) + 1)
        var points: [AffinePoint] = []
        points.reserveCapacity(windows << windowBits)
        for window in 0..<(windows - 1) {
            points += multiples(
                of: doublings[windowBits * window], from: JacobianPoint(shift), count: 1 << windowBits)
        }
        var start = JacobianPoint(shift)
        for _ in 0..<16 {
            points += multiples(
                of: doublings[windowBits * (windows - 1)], from: start, count: 1 << (windowBits - 4))
            start = start.adding(high)
        }
        return points
    }

    /// `start + k base` for `k` below `count`.
    private static func multiples(
        of base: AffinePoint, from start: JacobianPoint, count: Int
    ) -> [AffinePoint] {
        var sums: [JacobianPoint] = []
        sums.reserveCapacity(count)
        var sum = start
        for _ in 0..<count {
            sums.append(sum)
            sum = sum.adding(base)
        }
        return JacobianPoint.affine(sums)
    }
}
