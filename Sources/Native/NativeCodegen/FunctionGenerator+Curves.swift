import LLVMBuilding
import NativeLayout
import SierraModel

/// Hashes, and points of the Stark curve. A sum of points is the runtime's, behind a pointer, and begins with the point that
/// the machine's begins with: where a sum of the machine's fails, the machine decides.
extension FunctionGenerator {
    func curves(
        _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) -> [[Value]]? {
        let code = code
        switch libfunc.operation {
        case .pedersen:
            return [[], code.call(runtime.pedersen, [context, try single(arguments[1]), try single(arguments[2])])]
        case .hades:
            let state = ValueLayout(cells: [.felt, .felt, .felt]), place = buffer(bytes: state.size)
            code.store(arguments.flatMap { $0 }, state, at: place)
            _ = callRuntime(.hades, [place])
            return [[]] + code.load(state, at: place).map { [$0] }
        case .blake(let isFinal):
            let result = allocate(bytes: 32)
            _ = callRuntime(
                .blake,
                [
                    try single(arguments[0]), try single(arguments[1]), try single(arguments[2]),
                    code.constant(isFinal ? 1 : 0, .integer(32)), result,
                ])
            return [[result]]
        case .pointZero: return [[code.zero(.felt), code.zero(.felt)]]
        case .pointUnwrap: return arguments[0].map { [$0] }
        case .pointNegate:
            guard arguments[0].count == 2 else { throw invalid }
            return [[arguments[0][0], subtractFelts(code.zero(.felt), arguments[0][1])]]
        case .pointIsZero:
            let point = arguments[0]
            guard point.count == 2 else { throw invalid }
            let isZero = code.compare(.equal, point[1], code.zero(.felt))
            try part(libfunc, invocation, on: isZero, { [] }, { [point] })
            return nil
        case .stateInit: return [curve(.stateInit, [], results: [.pointer]).load()]
        case .stateAdd: return [curve(.stateAdd, arguments.flatMap { $0 }, results: [.pointer]).load()]
        case .stateAddProduct:
            return [[], curve(.stateAddProduct, arguments.flatMap { $0 }, results: [.pointer]).load()]
        case .stateFinalize:
            return try attempt(.stateFinalize, libfunc, invocation, arguments, before: [])
        case .pointNew: return try attempt(.new, libfunc, invocation, arguments, before: [])
        default: return try attempt(.fromX, libfunc, invocation, arguments, before: [[]])
        }
    }

    private func curve(
        _ operation: CurveFunction, _ operands: [Value], results: [CellType]
    ) -> (load: () -> [Value], answer: Value?) {
        exchange(.curve, operation.rawValue, operands, results: results, result: .integer(32))
    }

    /// What gives a point on the first branch and none on the second; `before`: results without scalars on both.
    private func attempt(
        _ operation: CurveFunction, _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]],
        before: [[Value]]
    ) throws(NativeRefusal) -> [[Value]]? {
        let (load, answer) = curve(operation, arguments.flatMap { $0 }, results: [.felt, .felt])
        guard let answer else { throw invalid }
        let isThere = code.compare(.equal, answer, code.zero(answer.type))
        try part(libfunc, invocation, on: isThere, { before + [load()] }, { before })
        return nil
    }
}
