/// A lookup relation. Its id is the first entry of every tuple: FNV-1a-32 of the name, mod p (STWO §5.2).
///
/// `index` numbers the relations densely; `key` says how the prover turns a tuple into the row of the table that
/// answers it.
@frozen public struct Relation: Equatable, Sendable {
    /// How a tuple names the row of the table that yields it.
    @frozen public enum Key: UInt8, Equatable, Sendable {
        /// The prover does not count uses: rows pass to their callee as inputs, or telescope.
        case uncounted
        /// The first entry is the row.
        case first
        /// Entries are bit fields of the row, the first one highest; `widths` has one hexadecimal digit per entry.
        case fields
    }
    /// First entry of every tuple, canonical.
    public let id: UInt32
    /// Dense number of the relation.
    public let index: UInt8
    /// How uses are counted.
    public let key: Key
    /// For `Key.fields`: widths of all fields in bits, the last field in the lowest digit.
    public let widths: UInt32
    @inlinable @inline(__always) public init(id: UInt32, index: UInt8, key: Key = .uncounted, widths: UInt32 = 0) {
        self.id = id
        self.index = index
        self.key = key
        self.widths = widths
    }
}
