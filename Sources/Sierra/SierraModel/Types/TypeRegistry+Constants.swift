import EllipticCurves
import FiniteFields

extension TypeRegistry {
    /// A constant: a type whose only value is written in its arguments (EXEC §4.4).
    func constant(_ key: TypeKey) throws(SpecializationError) -> SierraType {
        guard let first = key.arguments.first else { throw .argumentCount }
        guard case .type(let inner) = first else { throw .unsupportedArgument }
        let data = Array(key.arguments.dropFirst())
        try checkConstant(of: inner, data)
        return SierraType(
            key: key, kind: .constant(inner, data),
            properties: TypeProperties(storable: false, droppable: false, duplicatable: false, zeroSized: false),
            size: nil)
    }

    private func checkConstant(of inner: TypeID, _ data: [GenericArgument]) throws(SpecializationError) {
        let key = try information(inner).key
        switch key.name {
        case "Struct": try checkStructure(key, data)
        case "Enum": try checkVariant(key, data)
        case "NonZero": try checkNonZero(key, data)
        case "EcPoint": try checkPoint(data)
        default:
            let range: IntegerRange
            if key.name == "ContractAddress" || key.name == "ClassHash" {
                range = IntegerRange(0, to: .powerOfTwo(251))
            } else if let integers = IntegerRange(key) {
                range = integers
            } else {
                throw .unsupportedArgument
            }
            guard data.count == 1, case .value(let value) = data[0] else { throw .argumentCount }
            guard range.lower <= value, value < range.upper else { throw .unsupportedArgument }
        }
    }

    /// The type a constant is of, and its data.
    func constantParts(_ id: TypeID) throws(SpecializationError) -> (inner: TypeID, data: ArraySlice<GenericArgument>) {
        let key = try information(id).key
        guard key.name == "Const", case .type(let inner)? = key.arguments.first else { throw .unsupportedArgument }
        return (inner, key.arguments.dropFirst())
    }

    private func checkStructure(_ key: TypeKey, _ data: [GenericArgument]) throws(SpecializationError) {
        guard key.arguments.count == data.count + 1 else { throw .argumentCount }
        for (member, argument) in zip(key.arguments.dropFirst(), data) {
            guard case .type(let type) = member, case .type(let constant) = argument,
                try constantParts(constant).inner == type
            else { throw .unsupportedArgument }
        }
    }

    private func checkVariant(_ key: TypeKey, _ data: [GenericArgument]) throws(SpecializationError) {
        guard data.count == 2, case .value(let selector) = data[0], case .type(let constant) = data[1],
            let index = selector.exactly(Int.self), index >= 0, index < key.arguments.count - 1,
            case .type(let variant) = key.arguments[index + 1], try constantParts(constant).inner == variant
        else { throw .unsupportedArgument }
    }

    private func checkNonZero(_ key: TypeKey, _ data: [GenericArgument]) throws(SpecializationError) {
        let wrapped = try GenericArguments(key.arguments).type()
        let (inner, value) = try constantParts(try GenericArguments(data).type())
        guard inner == wrapped else { throw .unsupportedArgument }
        let innerKey = try information(wrapped).key
        var parts: [SierraInteger] = []
        switch innerKey.name {
        case "EcPoint":
            guard value.count == 2, case .value? = value.first, case .value(let y)? = value.last else {
                throw .unsupportedArgument
            }
            parts = [y]
        case "Struct":
            guard case .userType(let name)? = innerKey.arguments.first,
                value.count == 2 && name == userType("core::integer::u256")
                    || value.count == 4 && name == userType("core::integer::u512")
            else { throw .unsupportedArgument }
            for argument in value {
                guard case .type(let constant) = argument else { throw .unsupportedArgument }
                let (type, word) = try constantParts(constant)
                guard try information(type).key.name == "u128", word.count == 1, case .value(let number)? = word.first
                else { throw .unsupportedArgument }
                parts.append(number)
            }
        default:
            guard IntegerRange(innerKey) != nil, value.count == 1, case .value(let number)? = value.first else {
                throw .unsupportedArgument
            }
            parts = [number]
        }
        for part in parts where !part.isZero { return }
        throw .unsupportedArgument
    }

    /// A point of the Stark curve, or zero as two zeros.
    private func checkPoint(_ data: [GenericArgument]) throws(SpecializationError) {
        let (x, y) = try GenericArguments(data).twoValues()
        if x.isZero && y.isZero { return }
        guard !x.isNegative, x < .prime, !y.isNegative, y < .prime else { throw .unsupportedArgument }
        guard StarkCurve.rightSide(x.felt) == y.felt.squared else { throw .unsupportedArgument }
    }
}
