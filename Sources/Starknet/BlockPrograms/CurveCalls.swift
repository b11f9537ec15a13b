public import EllipticCurves
public import FiniteFields

/// A point that a contract holds by a handle.
public enum CurveValue: Hashable, Sendable {
    case k1(SecpPoint<Secp256k1>)
    case r1(SecpPoint<Secp256r1>)

    /// Low and high words of x, then of y; all zero for infinity.
    public var words: [Felt252] {
        switch self {
        case .k1(let point): Self.words(point.x.value) + Self.words(point.y.value)
        case .r1(let point): Self.words(point.x.value) + Self.words(point.y.value)
        }
    }

    private static func words(_ value: UInt256) -> [Felt252] {
        [
            Felt252(UInt128(value.b) << 64 | UInt128(value.a)), Felt252(UInt128(value.d) << 64 | UInt128(value.c)),
        ]
    }
}

/// What the system calls of the secp curves answer (EXEC §3.10). Used by the executor and by the verifier's replay.
public enum CurveCalls {
    public enum Answer: Equatable, Sendable {
        /// A coordinate is out of range: the call fails with 'Invalid argument'.
        case invalidArgument
        /// The optional point is absent.
        case noPoint
        /// The optional point of `New` and `GetPointFromX`.
        case somePoint(CurveValue)
        case point(CurveValue)
        case coordinates([Felt252])
    }

    /// The answer to a request of `felts` and `points` in their order; nil for arguments no compiled class can pass:
    /// words of more than 128 bits, or points of the other curve.
    public static func answer(_ call: SystemCall, felts: [Felt252], points: [CurveValue]) -> Answer? {
        var words: [UInt128] = []
        for felt in felts {
            guard let word = felt.asUInt128 else { return nil }
            words.append(word)
        }
        switch call {
        case .secp256k1New, .secp256k1Add, .secp256k1Mul, .secp256k1GetPointFromX, .secp256k1GetXy:
            var own: [SecpPoint<Secp256k1>] = []
            for point in points {
                guard case .k1(let point) = point else { return nil }
                own.append(point)
            }
            return compute(operation(call), words, own) { .k1($0) }
        case .secp256r1New, .secp256r1Add, .secp256r1Mul, .secp256r1GetPointFromX, .secp256r1GetXy:
            var own: [SecpPoint<Secp256r1>] = []
            for point in points {
                guard case .r1(let point) = point else { return nil }
                own.append(point)
            }
            return compute(operation(call), words, own) { .r1($0) }
        default: return nil
        }
    }

    private enum Operation { case new, add, multiply, fromX, coordinates }

    private static func operation(_ call: SystemCall) -> Operation {
        switch call {
        case .secp256k1New, .secp256r1New: .new
        case .secp256k1Add, .secp256r1Add: .add
        case .secp256k1Mul, .secp256r1Mul: .multiply
        case .secp256k1GetPointFromX, .secp256r1GetPointFromX: .fromX
        default: .coordinates
        }
    }

    private static func compute<Curve: SecpCurve>(
        _ operation: Operation, _ words: [UInt128], _ points: [SecpPoint<Curve>],
        _ wrap: (SecpPoint<Curve>) -> CurveValue
    ) -> Answer? {
        do {
            switch (operation, words.count, points.count) {
            case (.new, 4, 0):
                let point = try SecpPoint<Curve>.point(
                    x: UInt256(low: words[0], high: words[1]), y: UInt256(low: words[2], high: words[3]))
                return point.map { .somePoint(wrap($0)) } ?? .noPoint
            case (.fromX, 3, 0):
                let point = try SecpPoint<Curve>.point(
                    x: UInt256(low: words[0], high: words[1]), yIsOdd: words[2] & 1 == 1)
                return point.map { .somePoint(wrap($0)) } ?? .noPoint
            case (.add, 0, 2): return .point(wrap(points[0] + points[1]))
            case (.multiply, 2, 1):
                return .point(wrap(SecpPoint.multiply(points[0], UInt256(low: words[0], high: words[1]))))
            case (.coordinates, 0, 1): return .coordinates(wrap(points[0]).words)
            default: return nil
            }
        } catch {
            return .invalidArgument
        }
    }
}
