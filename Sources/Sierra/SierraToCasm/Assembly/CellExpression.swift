import CasmModel
import FiniteFields
import SierraModel

enum CellOperator: Equatable { case add, subtract, multiply, divide }

/// The second operand of an operation.
enum CellOperand: Equatable {
    case cell(CellReference)
    case immediate(SierraInteger)
}

/// Where a value's cell stands, or how it is computed from cells: the deferred computations of Sierra (EXEC §4.6).
enum CellExpression: Equatable {
    case cell(CellReference)
    /// The cell at the address in the first cell plus an offset.
    case indirect(CellReference, Int16)
    case immediate(SierraInteger)
    case operation(CellOperator, CellReference, CellOperand)

    /// The value is an address and a constant.
    static func sum(_ cell: CellReference, _ constant: SierraInteger) -> CellExpression {
        constant.isZero ? .cell(cell) : .operation(.add, cell, .immediate(constant))
    }

    static func ap(_ offset: Int16) -> CellExpression { .cell(CellReference(.ap, offset)) }

    /// The cell and the constant to add to it, for an expression of that form.
    var cellAndOffset: (cell: CellReference, offset: Int16)? {
        switch self {
        case .cell(let cell): (cell, 0)
        case .operation(.add, let cell, .immediate(let offset)): offset.exactly(Int16.self).map { (cell, $0) }
        default: nil
        }
    }

    /// The same value after `ap` has moved; nil when an offset leaves 16 bits.
    func moved(by change: Int) -> CellExpression? {
        switch self {
        case .cell(let cell): return cell.moved(by: change).map { .cell($0) }
        case .indirect(let cell, let offset): return cell.moved(by: change).map { .indirect($0, offset) }
        case .immediate: return self
        case .operation(let operation, let a, .immediate(let b)):
            return a.moved(by: change).map { .operation(operation, $0, .immediate(b)) }
        case .operation(let operation, let a, .cell(let b)):
            guard let a = a.moved(by: change), let b = b.moved(by: change) else { return nil }
            return .operation(operation, a, .cell(b))
        }
    }

    /// Still the same value when nobody knows how far `ap` has moved.
    var isIndependentOfAp: Bool {
        switch self {
        case .cell(let cell), .indirect(let cell, _): cell.register == .fp
        case .immediate: true
        case .operation(_, let a, .immediate): a.register == .fp
        case .operation(_, let a, .cell(let b)): a.register == .fp && b.register == .fp
        }
    }

    /// The expression as a hint takes it; nil for differences and quotients.
    var hintOperand: HintOperand? {
        switch self {
        case .cell(let cell): .cell(cell)
        case .indirect(let cell, let offset): .indirect(cell, offset)
        case .immediate(let value): .immediate(value.felt)
        case .operation(.add, let a, .cell(let b)): .sumOfCells(a, b)
        case .operation(.add, let a, .immediate(let b)): .sum(a, b.felt)
        case .operation(.multiply, let a, .cell(let b)): .productOfCells(a, b)
        case .operation(.multiply, let a, .immediate(let b)): .product(a, b.felt)
        default: nil
        }
    }
}

extension CellReference {
    /// The same cell after `ap` has moved; nil when the offset leaves 16 bits.
    func moved(by change: Int) -> CellReference? {
        guard register == .ap else { return self }
        guard let offset = Int16(exactly: Int(offset) - change) else { return nil }
        return CellReference(.ap, offset)
    }
}
