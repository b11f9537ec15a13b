public import EllipticCurves
public import FiniteFields
import Synchronization

/// The ec_op builtin: P + m·Q exactly where the reference machine can compute it.
public enum CurveOperation {
    /// Doublings of the generator and of keys that come again, shared by all runs of the process: 4 MiB at most.
    private static let cache = Mutex(EcOpCache(countMax: 256))

    /// P + m·Q, or nil when a point is off the curve or the partial sums are degenerate (see `StarkCurve.ecOp`).
    public static func sum(_ p: AffinePoint, multiple m: Felt252, of q: AffinePoint) -> AffinePoint? {
        guard StarkCurve.contains(p), StarkCurve.contains(q) else { return nil }
        if let doublings = cache.withLock({ $0.doublings(of: q) }) { return StarkCurve.ecOp(p, m, doublings) }
        return StarkCurve.ecOp(p, m, q)
    }
}
