public import FiniteFields

/// Sums of fixed base points by windows of bits: entry (j, v) is the sum over the bits i of v of base[j·w + i].
///
/// A multiplication of the fixed bases is then one addition per window. A table of a doubling chain 1·G, 2·G, 4·G, …
/// multiplies G; Pedersen's bases join two such chains. Read-only after `init`, so it can be shared between threads.
public final class WindowTable: @unchecked Sendable {
    /// Bits per window.
    public let width: Int
    /// Number of windows.
    public let count: Int
    /// `count << width` points; entry 0 of every window is unused.
    public let entries: UnsafePointer<AffinePoint>
    private let storage: UnsafeMutablePointer<AffinePoint>

    /// Builds the table with one inversion per bit. The bases must be independent enough that no two sums meet in x,
    /// which a chain of doublings shorter than the group's order gives.
    public init(bases: [AffinePoint], width: Int) {
        precondition(width > 0 && width <= 16 && !bases.isEmpty, "window out of range")
        self.width = width
        count = (bases.count + width - 1) / width
        let size = 1 << width
        storage = .allocate(capacity: count * size)
        storage.initialize(repeating: AffinePoint(x: .zero, y: .zero), count: count * size)
        entries = UnsafePointer(storage)
        for window in 0..<count {
            let sums = storage + window * size
            for bit in 0..<width where window * width + bit < bases.count {
                let base = bases[window * width + bit], half = 1 << bit
                sums[half] = base
                var inverses: [Felt252] = []
                inverses.reserveCapacity(half)
                for value in 1..<max(half, 2) where value < half { inverses.append(base.x - sums[value].x) }
                Felt252.invert(&inverses)
                for (index, inverse) in inverses.enumerated() {
                    sums[half + index + 1] = AffinePoint.sum(sums[index + 1], base, inverse: inverse)
                }
            }
        }
    }

    deinit { storage.deallocate() }

    /// The place in `entries` of window `window` of a scalar, and the window's bits; zero bits mean no point.
    @inlinable @inline(__always)
    public func entry(_ scalar: UInt256, window: Int) -> (index: Int, bits: Int) {
        let bits = Int(truncatingIfNeeded: scalar.window(at: window &* width, width: width))
        return ((window &<< width) &+ bits, bits)
    }

    /// The sum of the bases at the scalar's bits, added to `start`.
    public func multiply(_ scalar: UInt256, addedTo start: JacobianPoint = .infinity) -> JacobianPoint {
        var sum = start
        for window in 0..<count {
            let (index, bits) = entry(scalar, window: window)
            if bits != 0 { sum = sum.adding(entries[index]) }
        }
        return sum
    }

    /// The chain point, 2·point, 4·point, … of `count` points.
    public static func doublings(_ point: AffinePoint, count: Int) -> [AffinePoint] {
        var chain = [JacobianPoint(point)]
        chain.reserveCapacity(count)
        for index in 1..<max(count, 1) { chain.append(chain[index - 1].doubled) }
        return JacobianPoint.affine(chain)
    }
}

extension StarkCurve {
    /// Multiples of the generator, eight bits at a time: 512 KiB, built on first use.
    private static let generatorTable = WindowTable(
        bases: WindowTable.doublings(generator, count: 252), width: 8)

    /// `scalar · generator + start`, for scalars below 2^252.
    public static func multiplyGenerator(
        _ scalar: UInt256, addedTo start: JacobianPoint = .infinity
    ) -> JacobianPoint {
        generatorTable.multiply(scalar, addedTo: start)
    }
}
