/// The values of an integer type: from `lower` up to, but not including, `upper`.
public struct IntegerRange: Hashable, Sendable {
    public let lower: SierraInteger
    public let upper: SierraInteger

    public init(_ lower: SierraInteger, to upper: SierraInteger) {
        self.lower = lower
        self.upper = upper
    }

    /// Both bounds belong to it.
    public init(_ lower: SierraInteger, through last: SierraInteger) { self.init(lower, to: last + 1) }

    public var last: SierraInteger { upper - 1 }
    public var size: SierraInteger { upper - lower }
    /// At most 2^128 values, so that one range check tells whether a difference is inside.
    public var isSmall: Bool { size <= .u128Bound }
    /// Every element of the field.
    public var isWholeField: Bool { size >= .prime }

    /// What two ranges share, nil for nothing.
    public func intersection(_ other: IntegerRange) -> IntegerRange? {
        let low = max(lower, other.lower), high = min(upper, other.upper)
        return low < high ? IntegerRange(low, to: high) : nil
    }

    /// The range of a type's values (felts both signs), nil for a type that is no integer.
    init?(_ key: TypeKey) {
        switch key.arguments.count {
        case 0:
            if let width = IntegerWidth(typeName: key.name) {
                self = width.range
            } else if key.name == "felt252" {
                self.init(1 - .prime, to: .prime)
            } else if key.name == "bytes31" {
                self.init(0, to: .powerOfTwo(248))
            } else {
                return nil
            }
        case 2:
            guard key.name == "BoundedInt", case .value(let low) = key.arguments[0],
                case .value(let high) = key.arguments[1], low <= high
            else { return nil }
            self.init(low, through: high)
        default: return nil
        }
    }
}
