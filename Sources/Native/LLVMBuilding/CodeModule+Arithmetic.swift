import CLLVM
public import NativeLayout

/// Two operands of one type.
public enum BinaryOperation: Sendable {
    case add, subtract, multiply, divideUnsigned, remainderUnsigned, and, or, xor, shiftLeft, shiftRight

    var opcode: LLVMOpcode {
        switch self {
        case .add: LLVMAdd
        case .subtract: LLVMSub
        case .multiply: LLVMMul
        case .divideUnsigned: LLVMUDiv
        case .remainderUnsigned: LLVMURem
        case .and: LLVMAnd
        case .or: LLVMOr
        case .xor: LLVMXor
        case .shiftLeft: LLVMShl
        case .shiftRight: LLVMLShr
        }
    }
}

/// Comparisons of integers or pointers.
public enum Comparison: Sendable {
    case equal, notEqual, below, notAbove, notBelow, belowSigned, notAboveSigned, notBelowSigned

    var predicate: LLVMIntPredicate {
        switch self {
        case .equal: LLVMIntEQ
        case .notEqual: LLVMIntNE
        case .below: LLVMIntULT
        case .notAbove: LLVMIntULE
        case .notBelow: LLVMIntUGE
        case .belowSigned: LLVMIntSLT
        case .notAboveSigned: LLVMIntSLE
        case .notBelowSigned: LLVMIntSGE
        }
    }
}

extension CodeModule {
    /// Both operands have the type of the first.
    public func binary(_ operation: BinaryOperation, _ x: Value, _ y: Value) -> Value {
        value(LLVMBuildBinOp(builder, operation.opcode, x.raw, y.raw, ""), x.type)
    }

    /// The second operand is a small constant.
    public func binary(_ operation: BinaryOperation, _ x: Value, _ y: Int) -> Value {
        binary(operation, x, constant(y, x.type))
    }

    /// A bit.
    public func compare(_ comparison: Comparison, _ x: Value, _ y: Value) -> Value {
        value(LLVMBuildICmp(builder, comparison.predicate, x.raw, y.raw, ""), .bit)
    }

    /// The first value where the bit is set.
    public func select(_ bit: Value, _ yes: Value, _ no: Value) -> Value {
        value(LLVMBuildSelect(builder, bit.raw, yes.raw, no.raw, ""), yes.type)
    }

    /// The low bits, or more of them.
    public func resize(_ x: Value, to type: CellType, signed: Bool = false) -> Value {
        if x.type == type { return x }
        if x.type == .pointer {
            let word = value(LLVMBuildPtrToInt(builder, x.raw, self.type(.integer(64)), ""), .integer(64))
            return resize(word, to: type)
        }
        if type == .pointer {
            let word = resize(x, to: .integer(64))
            return value(LLVMBuildIntToPtr(builder, word.raw, self.type(.pointer), ""), .pointer)
        }
        let target = self.type(type)
        if x.type.bits > type.bits { return value(LLVMBuildTrunc(builder, x.raw, target, ""), type) }
        return value(
            signed ? LLVMBuildSExt(builder, x.raw, target, "") : LLVMBuildZExt(builder, x.raw, target, ""), type)
    }

    /// The wrapped result of a signed sum or difference, and whether it wrapped.
    public func overflowing(subtracts: Bool, _ x: Value, _ y: Value) -> (result: Value, wrapped: Value) {
        let pair = intrinsic(subtracts ? "llvm.ssub.with.overflow" : "llvm.sadd.with.overflow", [x, y])
        return (
            value(LLVMBuildExtractValue(builder, pair, 0, ""), x.type),
            value(LLVMBuildExtractValue(builder, pair, 1, ""), .bit)
        )
    }

    /// The bytes in reverse order.
    public func reversedBytes(_ x: Value) -> Value { value(intrinsic("llvm.bswap", [x]), x.type) }

    /// The frame of the running function.
    public func frameAddress() -> Value {
        var overloads: [LLVMTypeRef?] = [type(.pointer)]
        return value(
            intrinsic("llvm.frameaddress", [constant(0, .integer(32))], overloads: &overloads), .pointer)
    }

    /// An intrinsic that is overloaded by the type of its operands.
    private func intrinsic(_ name: String, _ operands: [Value]) -> LLVMValueRef? {
        var overloads: [LLVMTypeRef?] = [type(operands[0].type)]
        return intrinsic(name, operands, overloads: &overloads)
    }

    func intrinsic(_ name: String, _ operands: [Value], overloads: inout [LLVMTypeRef?]) -> LLVMValueRef? {
        instructionCount += 1
        let id = LLVMLookupIntrinsicID(name, name.utf8.count)
        let function = LLVMGetIntrinsicDeclaration(module, id, &overloads, overloads.count)
        var arguments = operands.map { $0.raw as LLVMValueRef? }
        return LLVMBuildCall2(
            builder, LLVMIntrinsicGetType(context, id, &overloads, overloads.count), function, &arguments,
            UInt32(arguments.count), "")
    }
}
