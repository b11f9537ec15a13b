import LLVMBuilding
import NativeLayout
import SierraModel

/// Which file writes which library function, and what each branch counts.
extension FunctionGenerator {
    /// Writes a library function. Its results where there is one branch; nil where the code has gone on by itself.
    func lower(
        _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) -> [[Value]]? {
        switch libfunc.operation {
        case .apTracking, .branchAlign, .drop, .finalizeLocals, .refundCoupon: return []
        case .jump:
            try jump(invocation)
            return nil
        case .dup: return [arguments[0], arguments[0]]
        case .identity:
            return [try convert(arguments[0], libfunc.parameters[0], to: libfunc.branches[0].outputs[0].type)]
        case .storeTemporary, .storeLocal: return [arguments[arguments.count - 1]]
        case .allocateLocal, .buyCoupon: return [[]]
        case .functionCall(let callee): return try call(callee, libfunc, invocation, arguments)
        case .constant, .constantAsImmediate, .constantAsBox, .intoBox, .localIntoBox, .unbox, .constructStruct,
            .deconstructStruct, .deconstructBoxedStruct, .initEnum, .enumFromInteger, .matchEnum, .matchBoxedEnum:
            return try compounds(libfunc, invocation, arguments)
        case .newArray, .spanFromTuple, .tupleFromSpan, .append, .popFront, .popBack, .popSeveral, .arrayGet,
            .arraySlice,
            .arrayLength:
            return try arrays(libfunc, invocation, arguments)
        case .add, .subtract, .multiply, .divide, .isZero, .equal, .boolAnd, .boolNot, .boolXor, .boolOr, .felt,
            .storageBase, .splitFelt:
            return try felts(libfunc, invocation, arguments)
        case .addUnsigned, .difference, .squareRoot, .bitwise, .addSigned, .subtractSigned, .divide128,
            .guaranteeProduct,
            .verifyProduct, .reverseBytes, .isZero256, .divide256, .squareRoot256, .inverse256, .divide512:
            return try integers(libfunc, invocation, arguments)
        case .constrain, .trim, .downcast, .reduceFelt, .newRange, .popRange:
            return try ranges(libfunc, invocation, arguments)
        case .withdrawGas, .withdrawGasWithTable, .redepositGas, .builtinCosts, .createReserve, .useReserve:
            return try gas(libfunc, invocation, arguments)
        case .newDictionary, .squashDictionary, .dictionaryEntry, .finalizeEntry:
            return try dictionaries(libfunc, arguments)
        case .pedersen, .hades, .blake, .pointZero, .pointNew, .pointFromX, .pointUnwrap, .pointIsZero, .pointNegate,
            .stateInit,
            .stateAdd, .stateFinalize, .stateAddProduct:
            return try curves(libfunc, invocation, arguments)
        case .systemCall(let selector): return try systemCall(selector, libfunc, invocation, arguments)
        case .tryIntoModulus, .initCircuit, .addCircuitInput, .circuitDescriptor, .evaluateCircuit, .circuitOutput,
            .verifyCircuitFailure, .verify96, .compareLimbs, .compareLastLimb:
            throw .operation(libfunc: invocation.libfunc)
        }
    }

    /// Counts the builtins that a branch uses: what it pays for, but for dictionaries, which pay ahead.
    func charge(_ branch: LibfuncBranch, _ operation: Operation) {
        switch (branch.cost, operation) {
        case (_, .dictionaryEntry), (_, .squashDictionary): break
        case (.constant(let constant, let tokens), _):
            count(ContextLayout.rangeCheck, constant.rangeChecks)
            count(ContextLayout.pedersen, tokens[.pedersen])
            count(ContextLayout.poseidon, tokens[.poseidon])
            count(ContextLayout.bitwise, tokens[.bitwise])
            count(ContextLayout.ecOp, tokens[.ecOp])
        case (.withdraw, _): count(ContextLayout.rangeCheck, 1)
        case (.call, _), (.refund, _), (.align, _), (.redeposit, _): break
        }
    }

    private func count(_ counter: Int, _ uses: Int) {
        guard uses != 0 else { return }
        let place = code.offset(context, by: counter)
        code.store(code.binary(.add, code.load(.integer(64), at: place), uses), at: place)
    }

    /// A function of the runtime that takes the context.
    func callRuntime(_ function: RuntimeFunction, _ arguments: [Value], result: CellType? = nil) -> Value? {
        code.call(
            pointer: RuntimeCalls.pointer(code, function, context), [context] + arguments, result: result)
    }

    /// An operation on values in memory: cells in, cells out, by a function of the runtime that takes a number for it.
    func exchange(
        _ function: RuntimeFunction, _ operation: Int, _ operands: [Value], results: [CellType], result: CellType? = nil
    ) -> (load: () -> [Value], answer: Value?) {
        let code = code
        let given = ValueLayout(cells: operands.map(\.type)), taken = ValueLayout(cells: results)
        let split = (given.size + 15) / 16 * 16
        let buffer = buffer(bytes: split + taken.size)
        code.store(operands, given, at: buffer)
        let output = code.offset(buffer, by: split)
        let answer = callRuntime(
            function, [code.constant(operation, .integer(32)), buffer, output], result: result)
        return ({ code.load(taken, at: output) }, answer)
    }

    /// The same for what is rare.
    func rare(_ operation: RareOperation, _ operands: [Value], results: [CellType]) -> [Value] {
        exchange(.rare, operation.rawValue, operands, results: results).load()
    }
}
