extension TypeRegistry {
    /// The most cells of a value: offsets in code have 16 bits.
    static let cellsMax = Int(Int16.max)

    /// Cells of a value (EXEC §4.4); nil for a type without values in memory.
    func size(of type: SierraType, at index: Int) throws(SierraError) -> Int? {
        func known(_ id: TypeID) throws(SierraError) -> Int {
            guard types.indices.contains(id.index), let size = types[id.index].size else {
                throw .typeSizeMissing(index)
            }
            return size
        }
        switch type.kind {
        case .plain: return TypeRegistry.plainSize(type.name)
        case .boundedInteger: return 1
        case .coupon: return 0
        case .constant, .circuit, .circuitComponent: return nil
        case .limbs(let count):
            guard count <= TypeRegistry.cellsMax / 2 else { throw .typeSizeOverflow(index) }
            return 2 * count
        case .enumeration(let variants):
            var most = 0
            for variant in variants { most = max(most, try known(variant)) }
            guard most < TypeRegistry.cellsMax else { throw .typeSizeOverflow(index) }
            return most + 1
        case .structure(let members):
            guard type.properties.storable else { return nil }
            var total = 0
            for member in members {
                total += try known(member)
                guard total <= TypeRegistry.cellsMax else { throw .typeSizeOverflow(index) }
            }
            return total
        case .wrapper(let inner):
            switch type.name {
            case "NonZero", "Snapshot", "Uninitialized": return try known(inner)
            case "Array", "Span", "SquashedFelt252Dict", "IntRange", "CircuitInputAccumulator": return 2
            case "CircuitDescriptor": return 4
            case "CircuitOutputs": return 5
            case "CircuitPartialOutputs": return 6
            default: return 1
            }
        }
    }

    private static func plainSize(_ name: GenericName) -> Int {
        switch name {
        case "EcPoint": 2
        case "EcState": 3
        case "U128MulGuarantee", "CircuitModulus": 4
        case "CircuitFailureGuarantee": 8
        default: 1
        }
    }
}
