extension TypeRegistry {
    /// A concrete type from its generic arguments, without its size.
    func specialize(_ key: TypeKey) throws(SpecializationError) -> SierraType {
        let arguments = GenericArguments(key.arguments)
        if let properties = TypeRegistry.plain(key.name) {
            try arguments.none()
            return SierraType(key: key, kind: .plain, properties: properties, size: nil)
        }
        if let made = try wrapper(key, arguments) { return made }
        if let made = try circuitType(key, arguments) { return made }
        switch key.name {
        case "Struct": return try structure(key)
        case "Enum": return try enumeration(key)
        case "Const": return try constant(key)
        case "BoundedInt", "BoundedIntGuarantee": return try boundedInteger(key, arguments)
        case "Coupon":
            let function = try arguments.function()
            return SierraType(
                key: key, kind: .coupon(function: function),
                properties: TypeProperties(storable: true, droppable: true, duplicatable: false, zeroSized: true),
                size: nil)
        default: throw .unknownName
        }
    }

    /// Types without arguments.
    private static func plain(_ name: GenericName) -> TypeProperties? {
        switch name {
        case "felt252", "u8", "u16", "u32", "u64", "u128", "i8", "i16", "i32", "i64", "i128", "bytes31", "EcPoint",
            "EcState", "BuiltinCosts", "Blake2sState", "ClassHash", "ContractAddress", "StorageBaseAddress",
            "StorageAddress", "Secp256k1Point", "Secp256r1Point", "Sha256StateHandle", "Sha512StateHandle",
            "CircuitModulus", "qm31":
            TypeProperties(storable: true, droppable: true, duplicatable: true, zeroSized: false)
        case "Bitwise", "EcOp", "GasBuiltin", "RangeCheck", "RangeCheck96", "Pedersen", "Poseidon", "SegmentArena",
            "System", "AddMod", "MulMod", "U128MulGuarantee", "CircuitFailureGuarantee", "U96Guarantee":
            TypeProperties(storable: true, droppable: false, duplicatable: false, zeroSized: false)
        case "GasReserve": TypeProperties(storable: true, droppable: true, duplicatable: false, zeroSized: false)
        default: nil
        }
    }

    /// Types over one other type, by what they take over from it.
    private func wrapper(_ key: TypeKey, _ arguments: GenericArguments) throws(SpecializationError) -> SierraType? {
        switch key.name {
        case "Array", "Box", "NonZero", "Nullable", "Snapshot", "Uninitialized", "Span", "SquashedFelt252Dict",
            "IntRange", "Felt252Dict", "Felt252DictEntry":
            break
        default: return nil
        }
        let inner = try arguments.type()
        let (innerKey, of) = try information(inner)
        var made = TypeProperties(
            storable: true, droppable: of.droppable, duplicatable: of.duplicatable, zeroSized: false)
        var allowed = of.storable
        switch key.name {
        case "Array", "SquashedFelt252Dict":
            allowed = allowed && !of.zeroSized
            made.duplicatable = false
        case "Span": allowed = allowed && !of.zeroSized
        case "NonZero": made.zeroSized = of.zeroSized
        case "Snapshot":
            allowed = allowed && !of.duplicatable
            made = TypeProperties(storable: true, droppable: true, duplicatable: true, zeroSized: of.zeroSized)
        case "Uninitialized":
            made = TypeProperties(storable: false, droppable: true, duplicatable: false, zeroSized: of.zeroSized)
        case "IntRange":
            allowed =
                innerKey.arguments.isEmpty && IntegerWidth(typeName: innerKey.name) != nil
                || innerKey.name == "BoundedInt" && IntegerRange(innerKey) != nil
            made = TypeProperties(storable: true, droppable: true, duplicatable: true, zeroSized: false)
        case "Felt252Dict", "Felt252DictEntry":
            allowed = allowed && of.droppable && isDictionaryValue(innerKey)
            made = TypeProperties(storable: true, droppable: false, duplicatable: false, zeroSized: false)
        default: break
        }
        guard allowed else { throw .unsupportedArgument }
        return SierraType(key: key, kind: .wrapper(inner), properties: made, size: nil)
    }

    /// Values of one cell for which zero is a value: dictionaries start with zeros.
    private func isDictionaryValue(_ key: TypeKey) -> Bool {
        switch key.name {
        case "felt252", "u8", "u16", "u32", "u64", "u128": return key.arguments.isEmpty
        case "Nullable": return key.arguments.count == 1
        case "Enum":
            guard (1...3).contains(key.arguments.count) else { return false }
            for argument in key.arguments.dropFirst() {
                guard case .type(let variant) = argument, let info = try? information(variant),
                    info.properties.zeroSized
                else { return false }
            }
            return true
        default: return false
        }
    }

    /// The member types behind the name of a struct or enum.
    private func members(_ key: TypeKey) throws(SpecializationError) -> [TypeID] {
        guard case .userType? = key.arguments.first else { throw .unsupportedArgument }
        var members: [TypeID] = []
        for argument in key.arguments.dropFirst() {
            guard case .type(let member) = argument else { throw .unsupportedArgument }
            members.append(member)
        }
        return members
    }

    private func structure(_ key: TypeKey) throws(SpecializationError) -> SierraType {
        let members = try members(key)
        var all = TypeProperties(storable: true, droppable: true, duplicatable: true, zeroSized: true)
        for member in members {
            let of = try information(member).properties
            all.storable = all.storable && of.storable
            all.droppable = all.droppable && of.droppable
            all.duplicatable = all.duplicatable && of.duplicatable
            all.zeroSized = all.zeroSized && of.zeroSized
        }
        return SierraType(key: key, kind: .structure(members), properties: all, size: nil)
    }

    private func enumeration(_ key: TypeKey) throws(SpecializationError) -> SierraType {
        let variants = try members(key)
        var all = TypeProperties(storable: true, droppable: true, duplicatable: true, zeroSized: false)
        for variant in variants {
            let of = try information(variant).properties
            guard of.storable else { throw .unsupportedArgument }
            all.droppable = all.droppable && of.droppable
            all.duplicatable = all.duplicatable && of.duplicatable
        }
        return SierraType(key: key, kind: .enumeration(variants), properties: all, size: nil)
    }

    private func boundedInteger(
        _ key: TypeKey, _ arguments: GenericArguments
    ) throws(SpecializationError) -> SierraType {
        let (low, high) = try arguments.twoValues()
        let isGuarantee = key.name == "BoundedIntGuarantee"
        if isGuarantee {
            guard low == 0, high == SierraInteger(UInt128(UInt32.max)) else { throw .unsupportedArgument }
        }
        guard -.prime < low, low <= high, high < .prime, high - low < .prime else { throw .unsupportedArgument }
        return SierraType(
            key: key, kind: .boundedInteger(IntegerRange(low, through: high)),
            properties: TypeProperties(
                storable: true, droppable: !isGuarantee, duplicatable: !isGuarantee, zeroSized: false), size: nil)
    }
}
