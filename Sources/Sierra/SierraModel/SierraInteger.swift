public import FiniteFields

/// A signed integer of at most 256 bits: constants, bounds of integer types and what is computed from them.
///
/// Bounds come from felts, so sums of two stay far below 2^256; a sum beyond saturates. Products can be longer and are
/// nil then: no type with such bounds can be declared.
public struct SierraInteger: Hashable, Sendable {
    public let isNegative: Bool
    public let magnitude: UInt256

    /// Zero is never negative.
    public init(isNegative: Bool = false, magnitude: UInt256) {
        self.isNegative = isNegative && !magnitude.isZero
        self.magnitude = magnitude
    }

    public init(_ value: Int) {
        self.init(isNegative: value < 0, magnitude: UInt256(UInt64(value.magnitude)))
    }

    public init(_ value: Int64) { self.init(isNegative: value < 0, magnitude: UInt256(value.magnitude)) }

    public init(_ value: UInt128) { self.init(magnitude: UInt256(low: value, high: 0)) }

    public init(_ felt: Felt252) { self.init(magnitude: UInt256(felt)) }

    /// 2^exponent, for exponents below 256.
    public static func powerOfTwo(_ exponent: Int) -> SierraInteger {
        let bit = UInt64(1) << UInt64(exponent & 63)
        switch exponent >> 6 {
        case 0: return SierraInteger(magnitude: UInt256(bit, 0, 0, 0))
        case 1: return SierraInteger(magnitude: UInt256(0, bit, 0, 0))
        case 2: return SierraInteger(magnitude: UInt256(0, 0, bit, 0))
        default: return SierraInteger(magnitude: UInt256(0, 0, 0, bit))
        }
    }

    /// The field's prime.
    public static var prime: SierraInteger { SierraInteger(magnitude: Felt252.modulus) }
    /// 2^128, the bound of a range check.
    public static var u128Bound: SierraInteger { powerOfTwo(128) }

    public var isZero: Bool { magnitude.isZero }
    public var isPositive: Bool { !isNegative && !isZero }

    /// The element of the field that the integer stands for.
    public var felt: Felt252 {
        let value = Felt252(reducing: magnitude)
        return isNegative ? -value : value
    }

    /// The value if it fits.
    public func exactly<T: FixedWidthInteger>(_ type: T.Type) -> T? {
        guard magnitude.high == 0 else { return nil }
        if !isNegative { return T(exactly: magnitude.low) }
        guard magnitude.low <= UInt128(1) << 127, let positive = Int128(exactly: magnitude.low - 1) else { return nil }
        return T(exactly: -positive - 1)
    }
}

extension SierraInteger: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self.init(value) }
}

extension SierraInteger: Comparable {
    public static func < (x: SierraInteger, y: SierraInteger) -> Bool {
        if x.isNegative != y.isNegative { return x.isNegative }
        return x.isNegative ? y.magnitude < x.magnitude : x.magnitude < y.magnitude
    }
}
