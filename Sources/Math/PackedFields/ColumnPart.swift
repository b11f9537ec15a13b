/// A part of a column in memory, read at the whole column's places.
public struct ColumnPart: Sendable {
    /// The part's elements, or the whole column's.
    public let column: PackedColumn
    /// The place of the part's first vector in the whole.
    public let firstVector: Int

    /// Part `number` of parts of the size of `column`.
    public init(_ column: PackedColumn, number: Int) {
        self.column = column
        firstVector = number * column.vectorCount
    }

    /// A column that is all there.
    public init(whole column: PackedColumn) { self.init(column, number: 0) }

    /// Vector `i` of the whole is at `base[i]`, for the vectors in `vectors`.
    public var base: UnsafePointer<PackedM31> { UnsafePointer(column.vectors - firstVector) }
    /// The vectors of the whole that are there.
    public var vectors: Range<Int> { firstVector..<firstVector + column.vectorCount }
}
