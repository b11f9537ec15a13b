import ConstraintSystems
import FiniteFields

/// A point of the Stark curve as limbs.
struct Point<Value> {
    var x: Vector<Value>, y: Vector<Value>
    init(_ x: Vector<Value>, _ y: Vector<Value>) {
        self.x = x
        self.y = y
    }
}

/// A point of the Stark curve that the prover computes with. The formulas are the general ones: where they divide by
/// zero the result is no point, and no proof comes of it.
struct PointHint<Felt: AIRFeltHint> {
    var x: Felt, y: Felt
    init(_ x: Felt, _ y: Felt) {
        self.x = x
        self.y = y
    }
    /// The slope of the line through two points.
    func slope(to q: PointHint) -> Felt { (q.y - y) / (q.x - x) }
    /// The slope of the tangent of y^2 = x^3 + x + b.
    var tangent: Felt { (Felt(small: 3) * (x * x) + Felt(small: 1)) / (y + y) }
    /// The third point on a line of slope `m` through this point and one at `otherX`, mirrored.
    func reflected(_ m: Felt, _ otherX: Felt) -> PointHint {
        let thirdX = m * m - x - otherX
        return PointHint(thirdX, m * (x - thirdX) - y)
    }
    func adding(_ q: PointHint) -> PointHint { reflected(slope(to: q), q.x) }
    var doubled: PointHint { reflected(tangent, x) }
}

extension AIREvaluator where Self: ~Copyable {
    /// `p + q`, for `p.x != q.x`.
    mutating func ecAdd(
        _ p: Point<Value>, _ q: Point<Value>, _ hintP: PointHint<Felt>, _ hintQ: PointHint<Felt>
    ) -> Point<Value> {
        let m = hintP.slope(to: hintQ)
        let slope = feltCells(m)
        verifyMul252(slope, vector(28) { i in q.x[i] - p.x[i] }, vector(28) { i in q.y[i] - p.y[i] })
        let sum = hintP.reflected(m, hintQ.x)
        let x = feltCells(sum.x)
        verifyMul252(slope, slope, vector(28) { i in p.x[i] + q.x[i] + x[i] })
        let y = feltCells(sum.y)
        verifyMul252(slope, vector(28) { i in p.x[i] - x[i] }, vector(28) { i in p.y[i] + y[i] })
        return Point(x, y)
    }

    /// `2 q` on y^2 = x^3 + x + b.
    mutating func ecDouble(_ q: Point<Value>, _ hintQ: PointHint<Felt>) -> Point<Value> {
        let hintSquare = hintQ.x * hintQ.x
        let square = feltCells(hintSquare)
        verifyMul252(q.x, q.x, square)
        let hintTwoY = hintQ.y + hintQ.y
        let twoY = feltCells(hintTwoY)
        verifyAdd252(q.y, q.y, twoY)
        let m = (Felt(small: 3) * hintSquare + Felt(small: 1)) / hintTwoY
        let slope = feltCells(m)
        verifyMul252(slope, twoY, vector(28) { i in i == 0 ? square[i].times(3).plus(1) : square[i].times(3) })
        let double = hintQ.reflected(m, hintQ.x)
        let x = feltCells(double.x)
        verifyMul252(slope, slope, vector(28) { i in q.x[i] + q.x[i] + x[i] })
        let y = feltCells(double.y)
        verifyMul252(slope, vector(28) { i in q.x[i] - x[i] }, vector(28) { i in q.y[i] + y[i] })
        return Point(x, y)
    }
}
