import FiniteFields
import LLVMBuilding
import NativeLayout
import SierraModel

/// Felts, sums and products of integers of any range, booleans.
extension FunctionGenerator {
    func felts(
        _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) -> [[Value]]? {
        switch libfunc.operation {
        case .add, .subtract, .multiply: return [[try arithmetic(libfunc, arguments)]]
        case .divide:
            blockFelts += 1
            return [code.call(runtime.divide, [context, try single(arguments[0]), try single(arguments[1])])]
        case .isZero:
            let value = try single(arguments[0])
            let isZero = code.compare(.equal, value, code.zero(value.type))
            try part(libfunc, invocation, on: isZero, { [] }, { [[value]] })
            return nil
        case .equal:
            // The first branch is that of different values.
            let differ = code.compare(.notEqual, try single(arguments[0]), try single(arguments[1]))
            try part(libfunc, invocation, on: differ, { [] }, { [] })
            return nil
        case .boolNot: return [[code.binary(.xor, try single(arguments[0]), 1)]]
        case .boolAnd: return [[code.binary(.and, try single(arguments[0]), try single(arguments[1]))]]
        case .boolOr: return [[code.binary(.or, try single(arguments[0]), try single(arguments[1]))]]
        case .boolXor: return [[code.binary(.xor, try single(arguments[0]), try single(arguments[1]))]]
        case .felt(let bits):
            let value = try single(arguments[1])
            let fits = code.compare(.below, value, constant(.powerOfTwo(bits), .felt))
            try part(libfunc, invocation, on: fits, { [[], [value]] }, { [[]] })
            return nil
        case .storageBase:
            let value = try single(arguments[1]), bound = constant(.powerOfTwo(251) - 256, .felt)
            let isBeyond = code.compare(.notBelow, value, bound)
            return [[], [code.select(isBeyond, code.binary(.subtract, value, bound), value)]]
        default: return try splitFelt(libfunc, invocation, arguments)
        }
    }

    private func splitFelt(
        _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) -> [[Value]]? {
        let value = try single(arguments[1]), high = code.binary(.shiftRight, value, 128), code = code
        let low = code.resize(value, to: .integer(128))
        try part(
            libfunc, invocation, on: code.compare(.equal, high, code.zero(.felt)), { [[], [low]] },
            { [[], [code.resize(high, to: .integer(128))], [low]] })
        return nil
    }

    /// In the field where the result is a felt; else in as many bits as the result's range needs.
    private func arithmetic(_ libfunc: Libfunc, _ arguments: [[Value]]) throws(NativeRefusal) -> Value {
        let result = libfunc.branches[0].outputs[0].type
        let x = try single(arguments[0]), y = try single(arguments[1])
        let (left, right) = (libfunc.parameters[0], libfunc.parameters[1])
        guard isFelt(result) else {
            let type = try cell(result)
            let operation: BinaryOperation
            switch libfunc.operation {
            case .add: operation = .add
            case .subtract: operation = .subtract
            default: operation = .multiply
            }
            return code.binary(
                operation, code.resize(x, to: type, signed: isSigned(left)),
                code.resize(y, to: type, signed: isSigned(right)))
        }
        let a = try convert(x, left, to: result), b = try convert(y, right, to: result)
        switch libfunc.operation {
        case .add: return addFelts(a, b)
        case .subtract: return subtractFelts(a, b)
        default: return multiplyFelts(a, b)
        }
    }

    /// The sign of the difference is asked for, since the difference is computed anyway.
    func addFelts(_ x: Value, _ y: Value) -> Value {
        blockFelts += 1
        let sum = code.binary(.add, x, y), reduced = code.binary(.subtract, sum, prime)
        return code.select(code.compare(.belowSigned, reduced, code.zero(.felt)), sum, reduced)
    }

    func subtractFelts(_ x: Value, _ y: Value) -> Value {
        blockFelts += 1
        let difference = code.binary(.subtract, x, y), raised = code.binary(.add, difference, prime)
        return code.select(code.compare(.belowSigned, difference, code.zero(.felt)), raised, difference)
    }

    private func multiplyFelts(_ x: Value, _ y: Value) -> Value {
        blockFelts += 1
        for (factor, other) in [(x, y), (y, x)] {
            guard let low = small[factor] else { continue }
            return code.call(runtime.multiplyBySmall, [context, other, code.resize(low, to: .integer(64))])[0]
        }
        return code.call(runtime.multiply, [context, x, y])[0]
    }
}
