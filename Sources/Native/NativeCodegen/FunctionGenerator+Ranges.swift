import FiniteFields
import LLVMBuilding
import NativeLayout
import SierraModel

/// Values that are in a range, or are not.
extension FunctionGenerator {
    func ranges(
        _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) -> [[Value]]? {
        switch libfunc.operation {
        case .constrain(let boundary): try constrain(boundary, libfunc, invocation, arguments)
        case .trim(let trimmed): try trim(trimmed, libfunc, invocation, arguments)
        case .downcast(let source, let target, let kind):
            try downcast(from: source, to: target, kind, libfunc, invocation, arguments)
        case .reduceFelt(let target): try reduce(to: target, libfunc, invocation, arguments)
        case .newRange:
            let begin = try single(arguments[1]), end = try single(arguments[2])
            let isSigned = isSigned(libfunc.parameters[1])
            try part(
                libfunc, invocation, on: code.compare(isSigned ? .notAboveSigned : .notAbove, begin, end),
                { [[], [begin, end]] }, { [[], [end, end]] })
        default:
            guard arguments[0].count == 2 else { throw invalid }
            let begin = arguments[0][0], end = arguments[0][1], code = code
            try part(
                libfunc, invocation, on: code.compare(.equal, begin, end), { [] },
                { [[code.binary(.add, begin, 1), end], [begin]] })
        }
        return nil
    }

    private func constrain(
        _ boundary: SierraInteger, _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) {
        let value = try single(arguments[1]), type = libfunc.parameters[1]
        let bound = constant(boundary, value.type)
        let isBelow = code.compare(isSigned(type) ? .belowSigned : .below, value, bound)
        let low = try conversion(type, to: libfunc.branches[0].outputs[1].type)
        let high = try conversion(type, to: libfunc.branches[1].outputs[1].type)
        try part(
            libfunc, invocation, on: isBelow, { [[], [self.convert(value, low)]] },
            { [[], [self.convert(value, high)]] })
    }

    private func trim(
        _ trimmed: SierraInteger, _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) {
        let value = try single(arguments[0]), type = libfunc.parameters[0]
        let other = try conversion(type, to: libfunc.branches[1].outputs[0].type)
        try part(
            libfunc, invocation, on: code.compare(.equal, value, constant(trimmed, value.type)), { [] },
            { [[self.convert(value, other)]] })
    }

    private func downcast(
        from source: IntegerRange, to target: IntegerRange, _ kind: CastKind, _ libfunc: Libfunc,
        _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) {
        let value = try single(arguments[1]), type = libfunc.parameters[1]
        let isSigned = source.lower.isNegative
        var isInside = code.constant(1, .bit)
        // With equal bounds there is nothing that the comparison could be with.
        if kind.above, target.upper < source.upper {
            let last = constant(target.last, value.type)
            isInside = code.compare(isSigned ? .notAboveSigned : .notAbove, value, last)
        }
        if kind.below, target.lower > source.lower {
            let first = constant(target.lower, value.type)
            let isAbove = code.compare(isSigned ? .notBelowSigned : .notBelow, value, first)
            isInside = code.binary(.and, isInside, isAbove)
        }
        let narrow = try conversion(type, to: libfunc.branches[0].outputs[1].type)
        try part(libfunc, invocation, on: isInside, { [[], [self.convert(value, narrow)]] }, { [[]] })
    }

    /// A felt stands for the number in the range that it is congruent to.
    private func reduce(
        to target: IntegerRange, _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) {
        let felt = try single(arguments[1]), code = code
        let lower = target.lower.felt.limbs
        let first = code.constant([lower.0, lower.1, lower.2, lower.3], .felt)
        let distance = target.lower.isZero ? felt : subtractFelts(felt, first)
        let isInside = code.compare(.below, distance, constant(target.size, .felt))
        let result = try cell(libfunc.branches[0].outputs[1].type)
        let least = constant(target.lower, .felt)
        try part(
            libfunc, invocation, on: isInside,
            { [[], [code.resize(code.binary(.add, distance, least), to: result)]] }, { [[]] })
    }
}
