/// A column both sides know: its values are fixed by its family, member and size (STWO §6.7).
///
/// The proof system only tells such columns apart; the AIR gives families their meaning.
@frozen public struct PreprocessedColumn: Hashable, Sendable {
    /// Which list the column belongs to.
    public let family: UInt8
    /// Which column of that list.
    public let member: UInt8
    /// Binary logarithm of the number of rows.
    public let logSize: UInt8
    @inlinable @inline(__always) public init(family: UInt8, member: UInt8, logSize: UInt8) {
        self.family = family
        self.member = member
        self.logSize = logSize
    }
}
