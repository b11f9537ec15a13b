/// Integers the prover computes to fill cells; constraints never see them.
/// Under every evaluator but the witness one this is the empty `NoHint`, whose operations do nothing.
public protocol AIRHint: BitwiseCopyable {
    /// The constant as a hint.
    init(_ constant: UInt32)
    static func & (a: Self, b: Self) -> Self
    static func | (a: Self, b: Self) -> Self
    static func ^ (a: Self, b: Self) -> Self
    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
    static func * (a: Self, b: Self) -> Self
    static func >> (a: Self, count: UInt32) -> Self
    static func << (a: Self, count: UInt32) -> Self
    /// 1 where equal, else 0.
    func isEqual(to constant: UInt32) -> Self
}

extension AIRHint {
    /// Bits `low ..< low + count`.
    @inlinable @inline(__always) public func bits(_ low: UInt32, _ count: UInt32) -> Self {
        (self >> low) & Self((1 << count) &- 1)
    }
}

/// A memory word the prover looks at, as 28 limbs of 9 bits.
public protocol AIRWordHint {
    /// The integers the limbs are.
    associatedtype Hint: AIRHint
    /// Bits `9 index ..< 9 index + 9`.
    func limb(_ index: Int) -> Hint
}

/// An element of the Stark field the prover computes with.
public protocol AIRFeltHint {
    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
    static func * (a: Self, b: Self) -> Self
    /// The quotient; zero where the divisor is zero.
    static func / (a: Self, b: Self) -> Self
    /// A small constant.
    init(small: UInt32)
}

/// The hint of evaluators that fill no cells: nothing, and operations that do nothing.
@frozen public struct NoHint: AIRHint, AIRFeltHint, AIRWordHint {
    public typealias Hint = NoHint
    @inlinable @inline(__always) public init() {}
    @inlinable @inline(__always) public init(_ constant: UInt32) {}
    @inlinable @inline(__always) public init(small: UInt32) {}
    @inlinable @inline(__always) public func limb(_ index: Int) -> NoHint { self }
    @inlinable @inline(__always) public static func & (a: NoHint, b: NoHint) -> NoHint { a }
    @inlinable @inline(__always) public static func | (a: NoHint, b: NoHint) -> NoHint { a }
    @inlinable @inline(__always) public static func ^ (a: NoHint, b: NoHint) -> NoHint { a }
    @inlinable @inline(__always) public static func + (a: NoHint, b: NoHint) -> NoHint { a }
    @inlinable @inline(__always) public static func - (a: NoHint, b: NoHint) -> NoHint { a }
    @inlinable @inline(__always) public static func * (a: NoHint, b: NoHint) -> NoHint { a }
    @inlinable @inline(__always) public static func / (a: NoHint, b: NoHint) -> NoHint { a }
    @inlinable @inline(__always) public static func >> (a: NoHint, count: UInt32) -> NoHint { a }
    @inlinable @inline(__always) public static func << (a: NoHint, count: UInt32) -> NoHint { a }
    @inlinable @inline(__always) public func isEqual(to constant: UInt32) -> NoHint { self }
}
