/// A validator's position in the committee of a height.
public struct ValidatorIndex: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let value: Int

    public init(_ value: Int) { self.value = value }

    public static func < (a: ValidatorIndex, b: ValidatorIndex) -> Bool { a.value < b.value }
    public var description: String { String(value) }
}
