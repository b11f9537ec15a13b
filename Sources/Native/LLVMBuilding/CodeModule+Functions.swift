import CLLVM
public import NativeLayout

/// A function of a module.
public struct Function {
    let raw: LLVMValueRef
    let type: LLVMTypeRef
    public let parameters: [CellType]
    public let results: [CellType]
    let isInternal: Bool
}

/// What is known of a function.
public struct FunctionTraits: OptionSet, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Nothing outside of the module calls it.
    public static let isInternal = FunctionTraits(rawValue: 1)
    /// It stays one piece of code.
    public static let isNeverInlined = FunctionTraits(rawValue: 2)
    /// It does not come back.
    public static let endsCall = FunctionTraits(rawValue: 4)
    /// Its first parameter points to the context of the call, which nothing else points to.
    public static let takesContext = FunctionTraits(rawValue: 8)
}

extension CodeModule {
    /// Declares a function. Results are returned by value.
    public func function(
        _ name: String, _ parameters: [CellType], results: [CellType], _ traits: FunctionTraits
    ) -> Function {
        let signature = signature(parameters, results)
        guard let raw = LLVMAddFunction(module, name, signature) else {
            preconditionFailure("LLVM makes every function")
        }
        add("nounwind", to: raw)
        if traits.contains(.isInternal) {
            LLVMSetLinkage(raw, LLVMInternalLinkage)
            LLVMSetFunctionCallConv(raw, UInt32(LLVMFastCallConv.rawValue))
        }
        if traits.contains(.isNeverInlined) { add("noinline", to: raw) }
        if traits.contains(.endsCall) {
            add("noreturn", to: raw)
            add("cold", to: raw)
        }
        if traits.contains(.takesContext) {
            for name in ["noalias", "nonnull", "writable"] { add(name, to: raw, at: 1) }
            add("dereferenceable", UInt64(ContextLayout.size), to: raw, at: 1)
        }
        return Function(
            raw: raw, type: signature, parameters: parameters, results: results,
            isInternal: traits.contains(.isInternal))
    }

    private func signature(_ parameters: [CellType], _ results: [CellType]) -> LLVMTypeRef {
        var types = parameters.map { type($0) as LLVMTypeRef? }
        let result: LLVMTypeRef
        switch results.count {
        case 0: result = LLVMVoidTypeInContext(context)
        case 1: result = type(results[0])
        default:
            var members = results.map { type($0) as LLVMTypeRef? }
            result = LLVMStructTypeInContext(context, &members, UInt32(members.count), 0)
        }
        return LLVMFunctionType(result, &types, UInt32(types.count), 0)
    }

    /// Attributes of the function itself have the largest index.
    private func add(_ name: String, _ number: UInt64 = 0, to function: LLVMValueRef, at index: UInt32 = .max) {
        let kind = LLVMGetEnumAttributeKindForName(name, name.utf8.count)
        LLVMAddAttributeAtIndex(function, index, LLVMCreateEnumAttribute(context, kind, number))
    }

    /// A parameter, from 0.
    public func parameter(_ index: Int, of function: Function) -> Value {
        Value(raw: LLVMGetParam(function.raw, UInt32(index)), type: function.parameters[index])
    }

    /// The results of a call.
    @discardableResult
    public func call(_ function: Function, _ arguments: [Value]) -> [Value] {
        var list = arguments.map { $0.raw as LLVMValueRef? }
        let call = LLVMBuildCall2(builder, function.type, function.raw, &list, UInt32(list.count), "")
        if function.isInternal { LLVMSetInstructionCallConv(call, UInt32(LLVMFastCallConv.rawValue)) }
        instructionCount += 1
        switch function.results.count {
        case 0: return []
        case 1: return [value(call, function.results[0])]
        default:
            return function.results.enumerated().map { place, type in
                value(LLVMBuildExtractValue(builder, call, UInt32(place), ""), type)
            }
        }
    }

    /// Calls what a pointer points to, as C does; at most one result.
    @discardableResult
    public func call(pointer: Value, _ arguments: [Value], result: CellType? = nil) -> Value? {
        let type = signature(arguments.map(\.type), result.map { [$0] } ?? [])
        var list = arguments.map { $0.raw as LLVMValueRef? }
        let call = LLVMBuildCall2(builder, type, pointer.raw, &list, UInt32(list.count), "")
        instructionCount += 1
        return result.map { value(call, $0) }
    }

    /// Returns from a function with these results.
    public func `return`(_ results: [Value], from function: Function) {
        instructionCount += 1
        switch results.count {
        case 0: LLVMBuildRetVoid(builder)
        case 1: LLVMBuildRet(builder, results[0].raw)
        default:
            var all = LLVMGetPoison(LLVMGetReturnType(function.type))
            for (place, result) in results.enumerated() {
                instructionCount += 1
                all = LLVMBuildInsertValue(builder, all, result.raw, UInt32(place), "")
            }
            LLVMBuildRet(builder, all)
        }
    }
}
