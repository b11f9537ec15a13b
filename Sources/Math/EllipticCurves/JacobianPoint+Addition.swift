public import FiniteFields

extension JacobianPoint {
    /// The double, for a = 1: one product and eight squares ("dbl-2007-bl"). Correct for infinity; the curve has no
    /// point of order two.
    @inlinable @inline(__always)
    public var doubled: JacobianPoint {
        let xx = x.squared.lazy, yy = y.squared.lazy, zz = z.squared.lazy
        let y4 = yy.squared.lazy
        let s = (x + yy).squared.lazy.minus(xx + y4, multiple: 2).doubled.weak
        let m = xx.doubled + xx + zz.squared.lazy  // < 4p
        let newX = m.squared.lazy.minus(s.doubled, multiple: 4).weak
        let eightY4 = y4.doubled.doubled.doubled
        let newY = (m * s.minus(newX, multiple: 2)).lazy.minus(eightY4, multiple: 8).weak  // factors < 4p each
        let newZ = (y + z).squared.lazy.minus(yy + zz, multiple: 2).weak
        return JacobianPoint(x: newX, y: newY, z: newZ)
    }

    /// The sum with an affine point: eight products and three squares ("madd"). The caller guarantees that `self` is
    /// finite and that the x coordinates differ; `zz` is z² and `u2` is q.x·z².
    @inlinable @inline(__always)
    func addingDistinct(_ q: AffinePoint, zz: Felt252, u2: Felt252) -> JacobianPoint {
        let s2 = q.y.lazy * (z * zz.lazy).lazy
        let h = u2.lazy.minus(x, multiple: 2), r = s2.lazy.minus(y, multiple: 2)  // < 3p
        let hh = h.squared.lazy, v = (x * hh).lazy
        let hhh = (h * hh).lazy
        let newX = r.squared.lazy.minus(hhh + v.doubled, multiple: 3).weak
        let newY = r * v.minus(newX, multiple: 2) - y * hhh
        return JacobianPoint(x: newX, y: newY.lazy, z: (z * h).lazy)
    }

    /// The sum with an affine point, under the same guarantee.
    @inlinable @inline(__always)
    public func addingDistinct(_ q: AffinePoint) -> JacobianPoint {
        let zz = z.squared
        return addingDistinct(q, zz: zz, u2: q.x * zz)
    }

    /// The sum with an affine point in every case: infinity, equal, opposite.
    @inlinable
    public func adding(_ q: AffinePoint) -> JacobianPoint {
        if isInfinity { return JacobianPoint(q) }
        let zz = z.squared, u2 = q.x * zz
        if u2 == x.canonicalFromWeak {
            let s2 = q.y.lazy * (z * zz.lazy).lazy
            return s2 == y.canonicalFromWeak ? doubled : .infinity
        }
        return addingDistinct(q, zz: zz, u2: u2)
    }

    /// The sum of two Jacobian points, twelve products and four squares, under the same guarantee as `addingDistinct`;
    /// `zz1`, `zz2` are the squares of the z coordinates and `u1` = x1·zz2, `u2` = x2·zz1.
    @inlinable @inline(__always)
    func addingDistinct(_ q: JacobianPoint, zz1: Felt252, zz2: Felt252, u1: Felt252, u2: Felt252) -> JacobianPoint {
        let s1 = (y * (q.z * zz2.lazy).lazy).lazy, s2 = (q.y * (z * zz1.lazy).lazy).lazy
        let h = u2.lazy.minus(u1.lazy, multiple: 1), r = s2.minus(s1, multiple: 1)
        let hh = h.squared.lazy
        let hhh = (h * hh).lazy, v = (u1.lazy * hh).lazy
        let newX = r.squared.lazy.minus(hhh + v.doubled, multiple: 3).weak
        let newY = r * v.minus(newX, multiple: 2) - s1 * hhh
        return JacobianPoint(x: newX, y: newY.lazy, z: ((z * q.z).lazy * h).lazy)
    }
}
