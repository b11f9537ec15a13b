/// A concrete type of a program.
public struct SierraType: Sendable {
    public let key: TypeKey
    public let kind: TypeKind
    public let properties: TypeProperties
    /// Memory cells of a value; nil for types that have none (constants, gates, structs that cannot be stored).
    public internal(set) var size: Int?

    public var name: GenericName { key.name }
}

/// What a type is made of, beyond its name.
public enum TypeKind: Sendable {
    /// No parts: integers, builtins, addresses.
    case plain
    /// A type over one other: arrays, boxes, snapshots, dictionaries.
    case wrapper(TypeID)
    case structure([TypeID])
    case enumeration([TypeID])
    case boundedInteger(IntegerRange)
    /// A prepaid call of a function.
    case coupon(function: Int)
    case constant(TypeID, [GenericArgument])
    case circuit(Circuit)
    /// An input or gate of a circuit.
    case circuitComponent
    /// Two numbers of so many limbs, the first said to be the smaller.
    case limbs(Int)
}
