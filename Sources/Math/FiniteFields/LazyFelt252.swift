/// A Stark field element in Montgomery form that has not been reduced: any representative below 2^256.
///
/// Formulas with many sums (curve points, the Hades permutation) pay for reductions only where a bound would be
/// exceeded. The rules, with p just above 2^251:
/// - a sum is exact while it stays below 2^256, that is up to 31 p;
/// - a product comes out canonical when the factors' product is below p·2^256, about 31 p²;
/// - `weak` brings any value below 2p.
///
/// Comments at the call sites give the bounds. Nothing here checks them: use `Felt252` unless speed was measured.
@frozen
public struct LazyFelt252: Sendable, BitwiseCopyable {
    @usableFromInline var a: UInt64, b: UInt64, c: UInt64, d: UInt64

    @inlinable @inline(__always)
    init(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
    }

    /// The canonical representative of a field element.
    @inlinable @inline(__always)
    public init(_ value: Felt252) {
        self.init(value.a, value.b, value.c, value.d)
    }

    /// The identity of addition.
    @inlinable public static var zero: LazyFelt252 { LazyFelt252(0, 0, 0, 0) }

    /// 2p, the offset that keeps a difference of values below 2p from going negative.
    @inlinable public static var twiceModulus: LazyFelt252 { LazyFelt252(2, 0, 0, 2 &* Felt252.top) }
}

extension Felt252 {
    /// The same element, as an operand of lazily reduced sums.
    @inlinable @inline(__always)
    public var lazy: LazyFelt252 { LazyFelt252(self) }

    /// Takes a value that is already below p.
    @inlinable @inline(__always)
    init(alreadyCanonical x: LazyFelt252) {
        self.init(montgomery: x.a, x.b, x.c, x.d)
    }

    /// The square, with the ten products of a symmetric schoolbook square.
    @inlinable @inline(__always)
    public var squared: Felt252 { LazyFelt252(self).squared }
}

extension LazyFelt252 {
    /// The sum without reduction; below 2^256.
    @inlinable @inline(__always)
    public static func + (x: LazyFelt252, y: LazyFelt252) -> LazyFelt252 {
        var carry: UInt64 = 0
        return LazyFelt252(
            Limbs.add(x.a, y.a, &carry), Limbs.add(x.b, y.b, &carry), Limbs.add(x.c, y.c, &carry),
            Limbs.add(x.d, y.d, &carry))
    }

    @inlinable @inline(__always)
    /// Twice the element.
    public var doubled: LazyFelt252 { self + self }

    /// `self − y + multiple·p`, for `y` below `multiple·p`.
    @inlinable @inline(__always)
    public func minus(_ y: LazyFelt252, multiple: UInt64) -> LazyFelt252 {
        var carry: UInt64 = 0, borrow: UInt64 = 0
        let u0 = Limbs.add(a, multiple, &carry), u1 = Limbs.add(b, 0, &carry), u2 = Limbs.add(c, 0, &carry)
        let u3 = d &+ multiple &* Felt252.top &+ carry
        return LazyFelt252(
            Limbs.subtract(u0, y.a, &borrow), Limbs.subtract(u1, y.b, &borrow), Limbs.subtract(u2, y.c, &borrow),
            Limbs.subtract(u3, y.d, &borrow))
    }

    /// `self − y`, for `y` not above `self`.
    @inlinable @inline(__always)
    public func minusSmaller(_ y: LazyFelt252) -> LazyFelt252 {
        var borrow: UInt64 = 0
        return LazyFelt252(
            Limbs.subtract(a, y.a, &borrow), Limbs.subtract(b, y.b, &borrow), Limbs.subtract(c, y.c, &borrow),
            Limbs.subtract(d, y.d, &borrow))
    }

    /// The representative below 2p, by one borrow chain: the top bits say how often p may be taken away.
    @inlinable @inline(__always)
    public var weak: LazyFelt252 {
        var count = d &>> 59
        count = count &- (count == 0 ? 0 : 1)
        var borrow: UInt64 = 0
        return LazyFelt252(
            Limbs.subtract(a, count, &borrow), Limbs.subtract(b, 0, &borrow), Limbs.subtract(c, 0, &borrow),
            d &- count &* Felt252.top &- borrow)
    }

    /// The field element.
    @inlinable @inline(__always)
    public var canonical: Felt252 {
        let w = weak
        return Felt252(montgomery: w.a, w.b, w.c, w.d).subtractingModulusOnce.subtractingModulusOnce
    }

    /// The field element of a value below 2p.
    @inlinable @inline(__always)
    public var canonicalFromWeak: Felt252 {
        Felt252(montgomery: a, b, c, d).subtractingModulusOnce
    }

    /// The product, canonical when the factors' product is below p·2^256.
    @inlinable @inline(__always)
    public static func * (x: LazyFelt252, y: LazyFelt252) -> Felt252 {
        Felt252(alreadyCanonical: x) * Felt252(alreadyCanonical: y)
    }

    /// The square, canonical when the value's square is below p·2^256 (values up to 5p).
    @inlinable @inline(__always)
    public var squared: Felt252 {
        typealias L = Limbs
        var r = L.product(a, b)
        var t1 = L.low(r)
        r = L.multiplyAdd(a, c, L.high(r), 0)
        var t2 = L.low(r)
        r = L.multiplyAdd(a, d, L.high(r), 0)
        var t3 = L.low(r), t4 = L.high(r)
        r = L.multiplyAdd(b, c, t3, 0)
        t3 = L.low(r)
        r = L.multiplyAdd(b, d, t4, L.high(r))
        t4 = L.low(r)
        var t5 = L.high(r)
        r = L.multiplyAdd(c, d, t5, 0)
        t5 = L.low(r)
        var t6 = L.high(r)
        // Doubled by an add-with-carry chain: written as shifts it becomes `shld`, slow on several processors.
        var carry: UInt64 = 0
        t1 = L.add(t1, t1, &carry)
        t2 = L.add(t2, t2, &carry)
        t3 = L.add(t3, t3, &carry)
        t4 = L.add(t4, t4, &carry)
        t5 = L.add(t5, t5, &carry)
        t6 = L.add(t6, t6, &carry)
        var t7 = carry
        carry = 0
        let aa = L.product(a, a), bb = L.product(b, b), cc = L.product(c, c), dd = L.product(d, d)
        t1 = L.add(t1, L.high(aa), &carry)
        t2 = L.add(t2, L.low(bb), &carry)
        t3 = L.add(t3, L.high(bb), &carry)
        t4 = L.add(t4, L.low(cc), &carry)
        t5 = L.add(t5, L.high(cc), &carry)
        t6 = L.add(t6, L.low(dd), &carry)
        t7 = L.add(t7, L.high(dd), &carry)
        return Felt252.reduce(L.low(aa), t1, t2, t3, t4, t5, t6, t7)
    }
}
