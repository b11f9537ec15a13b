public import SierraModel

/// The layouts of a program's types: a value is a flat list of scalars; builtins, gas and the system have none, since they are
/// counted in the context of the call.
public struct TypeLayouts: Sendable {
    /// The most scalars of a value.
    public static let cellsMax = 1_024

    /// By type; nil for types that native code has no values of.
    private var layouts: [ValueLayout?] = []
    private let types: TypeRegistry

    /// Lays out all types. Each is made of types before it, as their sizes are.
    public init(_ types: TypeRegistry) {
        self.types = types
        layouts.reserveCapacity(types.types.count)
        for type in types.types { layouts.append(make(type)) }
    }

    /// The layout of a type; nil where native code has no values of it.
    public subscript(type: TypeID) -> ValueLayout? {
        layouts.indices.contains(type.index) ? layouts[type.index] : nil
    }

    /// The type behind snapshots and what says that a value is not zero.
    public func resolved(_ type: TypeID) -> TypeID {
        var type = type
        while case .wrapper(let inner) = types[type].kind,
            types[type].name == "Snapshot" || types[type].name == "NonZero", inner.index < type.index
        { type = inner }
        return type
    }

    private func make(_ type: SierraType) -> ValueLayout? {
        let made: ValueLayout?
        switch type.kind {
        case .plain: made = TypeLayouts.plain(type.name)
        case .boundedInteger(let range): made = TypeLayouts.integer(range).map { ValueLayout($0) }
        case .coupon: made = ValueLayout()
        case .structure(let members):
            let parts = members.map { self[$0] }
            made = parts.contains(nil) ? nil : ValueLayout(members: parts.compactMap { $0 })
        case .enumeration(let variants): made = enumeration(variants)
        case .wrapper(let inner): made = wrapper(type.name, inner)
        case .constant, .circuit, .circuitComponent, .limbs: made = nil
        }
        return made.flatMap { $0.cells.count <= TypeLayouts.cellsMax ? $0 : nil }
    }

    /// A tag, unless there is no choice, and slots: each of the type that all variants have there, or else of the widest.
    private func enumeration(_ variants: [TypeID]) -> ValueLayout? {
        guard variants.count <= 256 else { return nil }
        var slots: [CellType] = []
        for variant in variants {
            guard let layout = self[variant] else { return nil }
            for (place, cell) in layout.cells.enumerated() {
                if place == slots.count {
                    slots.append(cell)
                } else if slots[place] != cell {
                    slots[place] = .integer(max(slots[place].bits, cell.bits))
                }
            }
        }
        return ValueLayout(cells: variants.count > 1 ? [.integer(8)] + slots : slots)
    }

    private func wrapper(_ name: GenericName, _ inner: TypeID) -> ValueLayout? {
        switch name {
        case "Array", "Span": ValueLayout(cells: [.pointer, .extent])
        case "Box", "Nullable", "Felt252Dict", "SquashedFelt252Dict": ValueLayout(.pointer)
        case "Felt252DictEntry": ValueLayout(cells: [.pointer, .pointer])
        case "Snapshot", "NonZero": self[inner]
        // Nothing is kept for what is stored later.
        case "Uninitialized": ValueLayout()
        // Declared before the integers it is of, as it may be.
        case "IntRange": integer(inner).map { ValueLayout(cells: [$0, $0]) }
        default: nil
        }
    }

    /// The scalar of a type of integers.
    private func integer(_ type: TypeID) -> CellType? {
        (try? types.range(of: type)).flatMap { TypeLayouts.integer($0) }
    }

    private static func plain(_ name: GenericName) -> ValueLayout? {
        switch name {
        case "felt252", "ContractAddress", "ClassHash", "StorageAddress", "StorageBaseAddress", "bytes31":
            ValueLayout(.felt)
        case "u8", "i8": ValueLayout(.integer(8))
        case "u16", "i16": ValueLayout(.integer(16))
        case "u32", "i32": ValueLayout(.integer(32))
        case "u64", "i64": ValueLayout(.integer(64))
        case "u128", "i128", "GasReserve": ValueLayout(.integer(128))
        case "RangeCheck", "GasBuiltin", "System", "Pedersen", "Poseidon", "EcOp", "Bitwise", "SegmentArena",
            "BuiltinCosts",
            "U128MulGuarantee":
            ValueLayout()
        case "EcPoint": ValueLayout(cells: [.felt, .felt])
        case "EcState", "Secp256k1Point", "Secp256r1Point", "Sha256StateHandle", "Sha512StateHandle":
            ValueLayout(.pointer)
        default: nil
        }
    }

    /// The narrowest integer that holds a range; a range that begins below zero is signed.
    public static func integer(_ range: IntegerRange) -> CellType? {
        for bits in [8, 16, 32, 64, 128] {
            let half = SierraInteger.powerOfTwo(bits - 1)
            if range.lower.isNegative {
                if -half <= range.lower, range.last < half { return .integer(bits) }
            } else if range.last < half + half {
                return .integer(bits)
            }
        }
        return .felt
    }
}
