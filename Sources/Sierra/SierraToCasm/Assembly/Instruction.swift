import CasmModel
import FiniteFields
import SierraModel

/// An instruction of the Cairo machine (EXEC §6.2) with the hints that run before it.
struct Instruction {
    enum Body {
        case addAp(Int)
        /// The cell equals the expression, which is no difference and no quotient.
        case assert(CellReference, CellExpression)
        /// Calls and jumps by a constant distance in words, and by what a cell holds.
        case call(Int)
        case jump(Int)
        case jumpBy(CellReference)
        case jumpNotZero(CellReference, Int)
        case `return`
        case blake(state: CellReference, count: CellReference, message: CellReference, final: Bool)
    }

    var body: Body
    var incrementsAp = false
    var hints: [Hint] = []

    /// Words of code.
    var size: Int {
        switch body {
        case .addAp, .call, .jump, .jumpNotZero: 2
        case .jumpBy, .return, .blake: 1
        case .assert(_, .immediate), .assert(_, .operation(_, _, .immediate)): 2
        case .assert: 1
        }
    }

    /// Adds to the constant distance or summand, once it is known; false for an instruction without one.
    mutating func relocate(by distance: Int) -> Bool {
        switch body {
        case .call(let value): body = .call(value + distance)
        case .jump(let value): body = .jump(value + distance)
        case .jumpNotZero(let cell, let value): body = .jumpNotZero(cell, value + distance)
        case .assert(let cell, .operation(let operation, let a, .immediate(let value))):
            body = .assert(cell, .operation(operation, a, .immediate(value + SierraInteger(distance))))
        default: return false
        }
        return true
    }
}
