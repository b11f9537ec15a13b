import LLVMBuilding
import NativeLayout
import SierraModel

/// Integers of fixed widths, of 256 and of 512 bits.
extension FunctionGenerator {
    func integers(
        _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) -> [[Value]]? {
        switch libfunc.operation {
        case .addUnsigned:
            let x = try single(arguments[1]), sum = code.binary(.add, x, try single(arguments[2]))
            try part(
                libfunc, invocation, on: code.compare(.notBelow, sum, x), { [[], [sum]] }, { [[], [sum]] })
            return nil
        case .difference:
            let x = try single(arguments[1]), y = try single(arguments[2])
            let difference = code.binary(.subtract, x, y)
            let isSigned = isSigned(libfunc.parameters[1])
            try part(
                libfunc, invocation, on: code.compare(isSigned ? .notBelowSigned : .notBelow, x, y),
                { [[], [difference]] }, { [[], [difference]] })
            return nil
        case .addSigned, .subtractSigned:
            try signed(libfunc, invocation, arguments)
            return nil
        case .squareRoot:
            let wide = code.resize(try single(arguments[1]), to: .integer(128))
            let root = rare(.squareRoot128, [wide], results: [.integer(64)])[0]
            return [[], [code.resize(root, to: try cell(libfunc.branches[0].outputs[1].type))]]
        case .divide128: return try divide(libfunc, arguments)
        case .bitwise:
            let x = try single(arguments[1]), y = try single(arguments[2])
            return [[]] + [BinaryOperation.and, .xor, .or].map { [code.binary($0, x, y)] }
        case .guaranteeProduct:
            let wide = code.binary(
                .multiply, code.resize(try single(arguments[0]), to: .felt),
                code.resize(try single(arguments[1]), to: .felt))
            let high = code.resize(code.binary(.shiftRight, wide, 128), to: .integer(128))
            return [[high], [code.resize(wide, to: .integer(128))], []]
        case .verifyProduct: return [[]]
        case .reverseBytes: return [[], [code.reversedBytes(try single(arguments[1]))]]
        default: return try long(libfunc, invocation, arguments)
        }
    }

    /// In the range, below it, above it: what wraps below comes out positive.
    private func signed(
        _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) {
        let subtracts = if case .subtractSigned = libfunc.operation { true } else { false }
        let (result, wrapped) = code.overflowing(
            subtracts: subtracts, try single(arguments[1]), try single(arguments[2]))
        let isNegative = code.compare(.belowSigned, result, code.zero(result.type))
        let outside = code.block(in: function)
        let blocks = (0..<3).map { _ in code.block(in: function) }
        code.branch(wrapped, outside, blocks[0])
        code.begin(outside)
        code.branch(isNegative, blocks[2], blocks[1])
        try part(libfunc, invocation, blocks, [Way](repeating: { [[], [result]] }, count: 3))
    }

    /// Of numbers that are not negative; the divisor is not zero.
    private func divide(_ libfunc: Libfunc, _ arguments: [[Value]]) throws(NativeRefusal) -> [[Value]] {
        let x = try single(arguments[1]), y = try single(arguments[2])
        let type = x.type.bits < y.type.bits ? y.type : x.type
        let a = code.resize(x, to: type), b = code.resize(y, to: type)
        let outputs = libfunc.branches[0].outputs
        if type == .felt {
            let results = rare(.divide256, [a, b], results: [.felt, .felt])
            return [
                [], [code.resize(results[0], to: try cell(outputs[1].type))],
                [code.resize(results[1], to: try cell(outputs[2].type))],
            ]
        }
        let quotient = code.binary(.divideUnsigned, a, b), remainder = code.binary(.remainderUnsigned, a, b)
        return [
            [], [code.resize(quotient, to: try cell(outputs[1].type))],
            [code.resize(remainder, to: try cell(outputs[2].type))],
        ]
    }

    private func long(
        _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) -> [[Value]]? {
        let half = CellType.integer(128), code = code
        let cells = arguments.flatMap { $0 }
        switch libfunc.operation {
        case .isZero256:
            let number = arguments[0]
            guard number.count == 2 else { throw invalid }
            let isZero = code.compare(.equal, code.binary(.or, number[0], number[1]), code.zero(half))
            try part(libfunc, invocation, on: isZero, { [] }, { [number] })
            return nil
        case .squareRoot256: return [[], rare(.squareRoot256, cells, results: [half])]
        case .divide256:
            let results = rare(.divide256, cells, results: [half, half, half, half])
            return [[], Array(results[0..<2]), Array(results[2..<4]), []]
        case .divide512:
            let results = rare(.divide512, cells, results: [CellType](repeating: half, count: 6))
            return [[], Array(results[0..<4]), Array(results[4..<6])] + [[Value]](repeating: [], count: 5)
        default:
            let inverse = rare(.inverse256, cells, results: [half, half])
            let isThere = code.compare(.notEqual, code.binary(.or, inverse[0], inverse[1]), code.zero(half))
            try part(
                libfunc, invocation, on: isThere, { [[], inverse] + [[Value]](repeating: [], count: 8) },
                { [[], [], []] })
            return nil
        }
    }
}
