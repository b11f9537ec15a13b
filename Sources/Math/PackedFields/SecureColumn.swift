public import FiniteFields

/// A column of `2^logSize` elements of `QM31`, as four columns of coordinates.
public struct SecureColumn: Sendable {
    public let a: PackedColumn, b: PackedColumn, c: PackedColumn, d: PackedColumn

    /// Columns of one size.
    public init(_ a: PackedColumn, _ b: PackedColumn, _ c: PackedColumn, _ d: PackedColumn) {
        precondition(a.logSize == b.logSize && a.logSize == c.logSize && a.logSize == d.logSize)
        (self.a, self.b, self.c, self.d) = (a, b, c, d)
    }

    public init(logSize: Int, zeroed: Bool = true) {
        a = PackedColumn(logSize: logSize, zeroed: zeroed)
        b = PackedColumn(logSize: logSize, zeroed: zeroed)
        c = PackedColumn(logSize: logSize, zeroed: zeroed)
        d = PackedColumn(logSize: logSize, zeroed: zeroed)
    }

    public var logSize: Int { a.logSize }
    public var count: Int { a.count }
    public var vectorCount: Int { a.vectorCount }
    /// The four coordinate columns in order.
    public var coordinates: [PackedColumn] { [a, b, c, d] }

    @inlinable @inline(__always) public func vector(_ index: Int) -> PackedQM31 {
        PackedQM31(a.vectors[index], b.vectors[index], c.vectors[index], d.vectors[index])
    }
    @inlinable @inline(__always) public func set(_ index: Int, _ value: PackedQM31) {
        a.vectors[index] = value.a
        b.vectors[index] = value.b
        c.vectors[index] = value.c
        d.vectors[index] = value.d
    }
    /// The element in one slot.
    public subscript(slot: Int) -> QM31 {
        get { QM31(a[slot], b[slot], c[slot], d[slot]) }
        nonmutating set {
            a[slot] = newValue.a
            b[slot] = newValue.b
            c[slot] = newValue.c
            d[slot] = newValue.d
        }
    }
}
