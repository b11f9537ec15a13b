import SierraModel

extension InvocationCompiler {
    /// The code of the invocation. Locals change the environment.
    mutating func compile() throws(CompilationError) -> Output {
        switch libfunc.operation {
        case .apTracking, .drop, .refundCoupon: return rename([[CellExpression]](repeating: [], count: 0))
        case .buyCoupon: return rename([[]])
        case .branchAlign: return branchAlign()
        case .jump: return try jump()
        case .functionCall(let function): return try call(function)
        case .dup: return rename([references[0].cells, references[0].cells])
        case .identity: return rename([references[0].cells])
        case .storeTemporary, .storeLocal, .allocateLocal, .finalizeLocals: return try memory()
        case .constant(let value): return rename([[.immediate(value)]])
        case .constantAsImmediate(let constant): return rename([try constantCells(constant)])
        case .constantAsBox(let constant, let segment): return constantAsBox(constant, segment)
        case .intoBox, .localIntoBox, .unbox: return try boxes()
        case .constructStruct, .deconstructStruct, .deconstructBoxedStruct: return try structs()
        case .initEnum, .enumFromInteger, .matchEnum, .matchBoxedEnum: return try enums()
        case .newArray, .spanFromTuple, .tupleFromSpan, .append, .popFront, .popBack, .popSeveral, .arrayGet,
            .arraySlice,
            .arrayLength:
            return try arrays()
        case .add, .subtract, .multiply, .divide, .isZero, .equal, .boolAnd, .boolNot, .boolXor, .boolOr, .useReserve:
            return try felts()
        case .addUnsigned, .difference, .squareRoot, .bitwise, .addSigned, .subtractSigned, .newRange, .popRange,
            .createReserve:
            return try integers()
        case .guaranteeProduct, .verifyProduct, .splitFelt, .reverseBytes: return try integers128()
        case .divide128, .constrain, .trim, .downcast, .reduceFelt, .felt, .storageBase: return try ranges()
        case .isZero256, .divide256, .squareRoot256, .inverse256, .divide512: return try longIntegers()
        case .withdrawGas, .withdrawGasWithTable, .redepositGas, .builtinCosts: return try gas()
        case .newDictionary, .squashDictionary, .dictionaryEntry, .finalizeEntry: return try dictionaries()
        case .pedersen, .hades, .blake: return try hashes()
        case .pointZero, .pointNew, .pointFromX, .pointUnwrap, .pointIsZero, .pointNegate, .stateInit, .stateAdd,
            .stateFinalize, .stateAddProduct:
            return try points()
        case .systemCall(let selector): return try systemCall(selector)
        case .tryIntoModulus, .initCircuit, .addCircuitInput, .circuitDescriptor, .evaluateCircuit, .circuitOutput,
            .verifyCircuitFailure, .verify96, .compareLimbs, .compareLastLimb:
            return try circuits()
        }
    }
}
