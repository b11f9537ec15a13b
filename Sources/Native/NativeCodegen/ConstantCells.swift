import FiniteFields
import NativeLayout
import SierraModel

/// The scalars of constants, as numbers of four words.
struct ConstantCells {
    let layouts: TypeLayouts
    let types: TypeRegistry

    /// Two's complement, from the least significant word.
    static func words(_ number: SierraInteger) -> [UInt64] {
        let m = number.magnitude
        let words = [m.a, m.b, m.c, m.d]
        guard number.isNegative else { return words }
        var carry = true
        return words.map { word in
            let (negated, overflow) = (~word).addingReportingOverflow(carry ? 1 : 0)
            carry = overflow
            return negated
        }
    }

    /// The low bits alone.
    private static func masked(_ words: [UInt64], _ type: CellType) -> [UInt64] {
        words.enumerated().map { place, word in
            let bits = type.bits - 64 * place
            return bits >= 64 ? word : bits <= 0 ? 0 : word & (1 << UInt64(bits) - 1)
        }
    }

    private static let felts: Set<GenericName> = [
        "felt252", "ContractAddress", "ClassHash", "StorageAddress", "StorageBaseAddress", "bytes31",
    ]

    /// A number as the scalar of a type that has one.
    func cell(_ number: SierraInteger, of type: TypeID) throws(NativeRefusal) -> (words: [UInt64], type: CellType) {
        let resolved = layouts.resolved(type)
        guard let layout = layouts[resolved], layout.cells.count == 1 else { throw .type(type.index) }
        let cell = layout.cells[0]
        guard ConstantCells.felts.contains(types[resolved].name) else {
            return (ConstantCells.masked(ConstantCells.words(number), cell), cell)
        }
        let limbs = number.felt.limbs
        return ([limbs.0, limbs.1, limbs.2, limbs.3], cell)
    }

    /// The most constants within one.
    private static let depthMax = 64

    /// The scalars of a constant's type.
    func cells(_ constant: TypeID, depth: Int = 0) throws(NativeRefusal) -> [(words: [UInt64], type: CellType)] {
        guard depth < ConstantCells.depthMax, types.types.indices.contains(constant.index),
            case .constant(let inner, let data) = types[constant].kind
        else { throw .type(constant.index) }
        var parts: [[(words: [UInt64], type: CellType)]] = []
        var numbers: [SierraInteger] = []
        for argument in data {
            switch argument {
            case .type(let part): parts.append(try cells(part, depth: depth + 1))
            case .value(let number): numbers.append(number)
            default: throw .type(constant.index)
            }
        }
        let resolved = layouts.resolved(inner)
        guard let layout = layouts[resolved] else { throw .type(inner.index) }
        var made: [(words: [UInt64], type: CellType)]
        if case .enumeration(let variants) = types[resolved].kind {
            guard let index = numbers.first?.exactly(Int.self), numbers.count == 1, parts.count == 1 else {
                throw .type(constant.index)
            }
            made = variants.count > 1 ? [([UInt64(index), 0, 0, 0], .integer(8))] : []
            made += parts[0]
            for place in made.indices { made[place].type = layout.cells[place] }
            for cell in layout.cells.dropFirst(made.count) { made.append(([0, 0, 0, 0], cell)) }
        } else if numbers.isEmpty {
            made = parts.flatMap { $0 }
        } else if numbers.count == 1 {
            made = [try cell(numbers[0], of: inner)]
        } else {
            // The coordinates of a point.
            made = numbers.map { number in
                let limbs = number.felt.limbs
                return ([limbs.0, limbs.1, limbs.2, limbs.3], .felt)
            }
        }
        guard made.map(\.type) == layout.cells else { throw .type(constant.index) }
        return made
    }

    /// A constant as it is in memory.
    func bytes(_ constant: TypeID) throws(NativeRefusal) -> [UInt8] {
        guard case .constant(let inner, _) = types[constant].kind, let layout = layouts[inner] else {
            throw .type(constant.index)
        }
        var bytes = [UInt8](repeating: 0, count: layout.size)
        for (cell, offset) in zip(try cells(constant), layout.offsets) {
            for place in 0..<cell.type.bytes {
                bytes[offset + place] = UInt8(truncatingIfNeeded: cell.words[place / 8] >> UInt64(8 * (place % 8)))
            }
        }
        return bytes
    }
}
