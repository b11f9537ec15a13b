/// The integer types of 8 to 128 bits.
public enum IntegerWidth: Int, Sendable, CaseIterable {
    case u8, u16, u32, u64, u128, i8, i16, i32, i64, i128

    public var isSigned: Bool { rawValue >= IntegerWidth.i8.rawValue }
    public var bits: Int { 8 << (rawValue % 5) }

    /// The name of the type.
    public var typeName: GenericName {
        switch self {
        case .u8: "u8"
        case .u16: "u16"
        case .u32: "u32"
        case .u64: "u64"
        case .u128: "u128"
        case .i8: "i8"
        case .i16: "i16"
        case .i32: "i32"
        case .i64: "i64"
        case .i128: "i128"
        }
    }

    init?(typeName: GenericName) {
        for width in IntegerWidth.allCases where width.typeName == typeName {
            self = width
            return
        }
        return nil
    }

    public var range: IntegerRange {
        isSigned
            ? IntegerRange(-.powerOfTwo(bits - 1), to: .powerOfTwo(bits - 1)) : IntegerRange(0, to: .powerOfTwo(bits))
    }

    /// The type of twice the bits, nil for 128.
    public var doubled: IntegerWidth? { bits == 128 ? nil : IntegerWidth(rawValue: rawValue + 1) }
    /// The type of half the bits, or of 8.
    public var halved: IntegerWidth { bits == 8 ? self : IntegerWidth(rawValue: rawValue - 1) ?? self }
    /// The unsigned type of as many bits.
    public var unsigned: IntegerWidth { IntegerWidth(rawValue: rawValue % 5) ?? self }
}
