public import FiniteFields

/// A hint as files write it: a name and named operands, whatever the file format.
///
/// The decoder of a format fills this; `Hint.init(_:)` checks it strictly: each field present, of the right kind, and
/// nothing left over.
public struct HintFields: Sendable {
    /// One operand: a cell reference or a full operand; they are told apart by the file format.
    public enum Field: Sendable {
        case cell(CellReference)
        case operand(HintOperand)
        case constant(Felt252)
    }

    public var name: String
    public var fields: [(name: String, value: Field)]
    var used = 0

    public init(name: String, fields: [(name: String, value: Field)]) {
        self.name = name
        self.fields = fields
    }

    mutating func take(_ name: String) throws(CasmClassError) -> Field {
        for field in fields where sameText(field.name, name) {
            used += 1
            return field.value
        }
        throw .hintFields
    }

    mutating func operand(_ name: String) throws(CasmClassError) -> HintOperand {
        guard case .operand(let operand) = try take(name) else { throw .hintFields }
        return operand
    }

    mutating func cell(_ name: String) throws(CasmClassError) -> CellReference {
        guard case .cell(let cell) = try take(name) else { throw .hintFields }
        return cell
    }

    mutating func operands(_ low: String, _ high: String) throws(CasmClassError) -> Pair<HintOperand> {
        Pair(try operand(low), try operand(high))
    }

    mutating func cells(_ low: String, _ high: String) throws(CasmClassError) -> Pair<CellReference> {
        Pair(try cell(low), try cell(high))
    }
}
