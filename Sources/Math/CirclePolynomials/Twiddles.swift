import CircleGroups
import FiniteFields
import PackedFields
import Synchronization
import WorkerPools

/// The twiddle factors of the circle FFT (STWO §1.4), for every domain up to a size.
///
/// One table serves all sizes: layer `i` of a domain of log size `n` uses the x-coordinates of the first half of the
/// half-odd coset of log size `n - i`, bit-reversed, which depend on `n - i` only. Table `j` has `2^j` entries and
/// starts at word `2^j`. The factors of the circle layer are coordinates of the same points and are taken from the
/// first line table on the way.
public final class Twiddles: Sendable {
    /// Domains up to this log size are served.
    public let logSize: Int
    let forward: PackedColumn
    /// The inverse of every entry.
    let inverse: PackedColumn

    /// Tables for domains up to `logSize`; at least 5 is provided, at most 30 is allowed.
    public init(logSize: Int) {
        let size = max(logSize, 5)
        self.logSize = size
        forward = PackedColumn(logSize: size - 1)
        inverse = PackedColumn(logSize: size - 1)
        fillLargest(size - 2)
        var j = size - 3
        while j >= 0 {
            halve(into: j)
            j -= 1
        }
        forward.words[0] = 1
        invert()
    }

    private static let cache = Mutex<Twiddles?>(nil)

    /// Tables at least that large, made once for the process.
    public static func shared(logSize: Int) -> Twiddles {
        cache.withLock { cached in
            if let cached, cached.logSize >= logSize { return cached }
            let made = Twiddles(logSize: logSize)
            cached = made
            return made
        }
    }

    /// Table `j`: entry `h` is the x-coordinate of element `bitrev(h, j)` of the half-odd coset of log size `j + 1`.
    private func fillLargest(_ j: Int) {
        let xs = UnsafeMutableRawPointer(forward.words + (1 << j)).assumingMemoryBound(to: M31.self)
        let ys = PackedColumn(logSize: j)
        let initial = CirclePointIndex.subgroupGenerator(logSize: j + 3).point
        xs[0] = initial.x
        ys[0] = initial.y
        for m in 0..<j {
            let step = CirclePointIndex.subgroupGenerator(logSize: m + 2).point
            let half = 1 << m
            if half < 16 {
                for h in 0..<half {
                    let point = CirclePoint(x: xs[h], y: ys[h]) + step
                    xs[h + half] = point.x
                    ys[h + half] = point.y
                }
                continue
            }
            let x = UnsafeMutableRawPointer(xs).assumingMemoryBound(to: PackedM31.self), y = ys.vectors
            let cx = PackedM31(step.x), cy = PackedM31(step.y), n = half >> 4
            WorkerPool.shared.forRanges(n, grain: 1024) { range in
                for h in range {
                    x[h &+ n] = x[h] * cx - y[h] * cy
                    y[h &+ n] = x[h] * cy + y[h] * cx
                }
            }
        }
    }

    /// Table `j` from table `j + 1`: the points doubled.
    private func halve(into j: Int) {
        let from = forward.words + (2 << j), into = forward.words + (1 << j)
        for h in 0..<(1 << j) { into[h] = doubleX(M31(canonical: from[2 * h])).value }
    }

    private func invert() {
        let from = forward.vectors, into = inverse.vectors
        WorkerPool.shared.forRanges(forward.vectorCount, grain: 256) { range in
            invertBatch(from + range.lowerBound, into: into + range.lowerBound, count: range.count)
        }
    }
}

extension Twiddles {
    /// The inverses of the factors: table `j` of `2^j` words starts at word `2^j`, `j` at most `logSize - 2`. Entry `h`
    /// of table `j` is the inverse of the x-coordinate at slot `2 h` of the line domain of log size `j + 1`.
    public func withInverses<Result>(_ body: (UnsafePointer<UInt32>) -> Result) -> Result {
        withExtendedLifetime(inverse) { body(UnsafePointer(inverse.words)) }
    }

    /// The factors themselves, laid out in the same way.
    public func withFactors<Result>(_ body: (UnsafePointer<UInt32>) -> Result) -> Result {
        withExtendedLifetime(forward) { body(UnsafePointer(forward.words)) }
    }
}
