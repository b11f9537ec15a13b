import LLVMBuilding
import NativeLayout
import SierraModel

/// Gas: a counter of the context. What statements withdraw and give back is in the program's metadata.
extension FunctionGenerator {
    func gas(
        _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) -> [[Value]]? {
        let code = code, word = CellType.integer(64)
        let place = code.offset(context, by: ContextLayout.gas)
        switch libfunc.operation {
        case .withdrawGas, .withdrawGasWithTable:
            let left = code.load(word, at: place), amount = price(parent.metadata.amounts[statement] ?? GasAmounts())
            let none = [[Value]](repeating: [], count: libfunc.branches[0].outputs.count)
            try part(
                libfunc, invocation, on: code.compare(.notBelow, left, amount),
                {
                    code.store(code.binary(.subtract, left, amount), at: place)
                    return none
                }, { none })
            return nil
        case .redepositGas:
            let amounts = parent.metadata.amounts[statement] ?? GasAmounts()
            if amounts.gas != 0 || amounts.hasTokens {
                code.store(code.binary(.add, code.load(word, at: place), price(amounts)), at: place)
            }
            return [[]]
        case .builtinCosts: return [[]]
        case .createReserve:
            let amount = try single(arguments[2]), left = code.load(word, at: place)
            let isEnough = code.compare(.notBelow, code.resize(left, to: amount.type), amount)
            try part(
                libfunc, invocation, on: isEnough,
                {
                    code.store(code.binary(.subtract, left, code.resize(amount, to: word)), at: place)
                    return [[], [], [amount]]
                }, { [[], []] })
            return nil
        default:
            let reserve = code.resize(try single(arguments[1]), to: word)
            code.store(code.binary(.add, code.load(word, at: place), reserve), at: place)
            return [[]]
        }
    }

    /// The gas that amounts come to, by the price table of the call.
    private func price(_ amounts: GasAmounts) -> Value {
        var total = code.constant(Int(amounts.gas), .integer(64))
        for token in CostToken.allCases where amounts[token] != 0 {
            let offset = ContextLayout.costs + 8 * token.tableOffset
            let cost = code.load(.integer(64), at: code.offset(context, by: offset), isFixed: true)
            total = code.binary(.add, total, code.binary(.multiply, cost, Int(amounts[token])))
        }
        return total
    }
}
