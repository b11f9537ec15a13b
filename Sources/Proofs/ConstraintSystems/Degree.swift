public import FiniteFields

/// The degree of an expression in the trace cells.
@frozen public struct Degree: AIRField {
    /// 0 for constants, 1 for cells.
    public var value: Int
    @inlinable init(degree: Int) { value = degree }
    @inlinable public init(_ constant: M31) { value = 0 }
    @inlinable public static func + (a: Degree, b: Degree) -> Degree { Degree(degree: max(a.value, b.value)) }
    @inlinable public static func - (a: Degree, b: Degree) -> Degree { Degree(degree: max(a.value, b.value)) }
    @inlinable public static func * (a: Degree, b: Degree) -> Degree { Degree(degree: a.value + b.value) }
    @inlinable public func times(_ c: M31) -> Degree { self }
    @inlinable public static prefix func - (a: Degree) -> Degree { a }
}
