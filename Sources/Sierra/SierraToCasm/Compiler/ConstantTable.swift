import SierraModel

/// The values of the program's constants, each made once: constants may share parts, so that few declarations say very
/// many.
struct ConstantTable {
    private var table: [TypeID: [SierraInteger]] = [:]
    private var work = WorkBudget(ConstantTable.valuesMax)

    /// The most parts and values of all constants.
    static let valuesMax = 1 << 20

    init(_ module: SierraModule) throws(CompilationError) {
        for libfunc in module.libfuncs {
            switch libfunc.operation {
            case .constantAsBox(let type, _), .constantAsImmediate(let type):
                if table[type] == nil { table[type] = try make(type, module.types) }
            default: break
            }
        }
    }

    /// The cells of a constant's value.
    func values(_ type: TypeID) throws(CompilationError) -> [SierraInteger] {
        guard let values = table[type] else { throw .constant }
        return values
    }

    private mutating func make(
        _ type: TypeID, _ types: TypeRegistry
    ) throws(CompilationError) -> [SierraInteger] {
        var values: [SierraInteger] = []
        var stack = [type]
        while let next = stack.popLast() {
            guard work.spend(1) else { throw .tooMuchWork }
            guard types.types.indices.contains(next.index), case .constant(let inner, let data) = types[next].kind,
                types.types.indices.contains(inner.index)
            else { throw .constant }
            switch types[inner].kind {
            case .structure:
                guard work.spend(data.count) else { throw .tooMuchWork }
                for argument in data.reversed() {
                    guard case .type(let member) = argument else { throw .constant }
                    stack.append(member)
                }
            case .enumeration(let variants):
                guard data.count == 2, case .value(let number) = data[0], case .type(let variant) = data[1],
                    let index = number.exactly(Int.self), variants.indices.contains(index),
                    let size = types[inner].size, let variantSize = types[variants[index]].size
                else { throw .constant }
                guard work.spend(size - variantSize) else { throw .tooMuchWork }
                values.append(SierraInteger(EnumSelector.value(index, of: variants.count)))
                values += [SierraInteger](repeating: 0, count: size - variantSize - 1)
                stack.append(variant)
            case .wrapper where types[inner].name == "NonZero":
                guard data.count == 1, case .type(let value) = data[0] else { throw .constant }
                stack.append(value)
            default:
                guard work.spend(data.count) else { throw .tooMuchWork }
                for argument in data {
                    guard case .value(let value) = argument else { throw .constant }
                    values.append(value)
                }
            }
        }
        return values
    }
}

/// How variants are told apart in memory: by their index, or from three on by the distance into a table of jumps.
enum EnumSelector {
    static func value(_ index: Int, of count: Int) -> Int { count <= 2 ? index : 2 * (count - index) - 1 }
}
