/// A value bound to a statement's parameter.
public enum SQLiteValue: Sendable, Equatable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(stringLiteral value: String) { self = .text(value) }

    /// An unsigned number; values beyond `Int64.max` are held at that bound (heights and times never reach it).
    public static func unsigned(_ value: UInt64) -> SQLiteValue { .integer(Int64(clamping: value)) }

    /// Text, or null.
    public static func optional(_ value: String?) -> SQLiteValue { value.map(SQLiteValue.text) ?? .null }
}
