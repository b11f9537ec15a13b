/// The number of the block that is being decided. The genesis block is given, so consensus starts at 1.
public struct Height: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let value: UInt64

    public init(_ value: UInt64) { self.value = value }

    /// The height after this one; stays at the largest number, which no chain reaches.
    public var next: Height { Height(value == .max ? value : value + 1) }

    public static func < (a: Height, b: Height) -> Bool { a.value < b.value }
    public var description: String { String(value) }
}
