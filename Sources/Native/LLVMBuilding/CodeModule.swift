import CLLVM
public import NativeLayout

/// A module of LLVM's intermediate language that is being written, function by function and instruction by instruction.
///
/// The only user of LLVM's interface to build code. All values are scalars; nothing here knows of Sierra.
public final class CodeModule {
    let context: LLVMContextRef
    let module: LLVMModuleRef
    let builder: LLVMBuilderRef
    /// Instructions written so far.
    public internal(set) var instructionCount = 0

    /// An empty module.
    public init(_ name: String) {
        context = LLVMContextCreate()
        module = LLVMModuleCreateWithNameInContext(name, context)
        builder = LLVMCreateBuilderInContext(context)
    }

    deinit {
        LLVMDisposeBuilder(builder)
        LLVMDisposeModule(module)
        LLVMContextDispose(context)
    }

    /// The module as text, for people.
    public var text: String {
        guard let text = LLVMPrintModuleToString(module) else { return "" }
        defer { LLVMDisposeMessage(text) }
        return String(cString: text)
    }

    func type(_ cell: CellType) -> LLVMTypeRef {
        switch cell {
        case .integer(let bits): LLVMIntTypeInContext(context, UInt32(bits))
        case .pointer: LLVMPointerTypeInContext(context, 0)
        }
    }

    func value(_ raw: LLVMValueRef?, _ type: CellType) -> Value {
        instructionCount += 1
        guard let raw else { preconditionFailure("LLVM gives a value for every instruction") }
        return Value(raw: raw, type: type)
    }

    // MARK: Constants

    /// An integer, given by its words from the least significant one.
    public func constant(_ words: [UInt64], _ type: CellType) -> Value {
        let raw = LLVMConstIntOfArbitraryPrecision(self.type(type), UInt32(words.count), words)
        guard let raw else { preconditionFailure("LLVM gives every constant") }
        return Value(raw: raw, type: type)
    }

    /// A small integer.
    public func constant(_ number: Int, _ type: CellType) -> Value {
        let words = [UInt64(bitPattern: Int64(number))] + [UInt64](repeating: number < 0 ? .max : 0, count: 3)
        return constant(words, type)
    }

    /// The pointer to nothing.
    public var null: Value { Value(raw: LLVMConstPointerNull(type(.pointer)), type: .pointer) }

    /// A value that does not matter.
    public func zero(_ type: CellType) -> Value { type == .pointer ? null : constant(0, type) }

    /// A private constant of these bytes, for as long as the code is there. Eight-byte aligned.
    public func global(_ bytes: [UInt8]) -> Value {
        let words = bytes.map { LLVMConstInt(LLVMInt8TypeInContext(context), UInt64($0), 0) as LLVMValueRef? }
        var list = words
        let content = LLVMConstArray2(LLVMInt8TypeInContext(context), &list, UInt64(list.count))
        guard let global = LLVMAddGlobal(module, LLVMTypeOf(content), "") else {
            preconditionFailure("LLVM makes every global")
        }
        LLVMSetInitializer(global, content)
        LLVMSetGlobalConstant(global, 1)
        LLVMSetLinkage(global, LLVMPrivateLinkage)
        LLVMSetAlignment(global, 16)
        return Value(raw: global, type: .pointer)
    }
}

/// A scalar of the function that is being written.
public struct Value: Hashable {
    let raw: LLVMValueRef
    public let type: CellType
}

/// A place that code can go to.
public struct Block: Hashable {
    let raw: LLVMBasicBlockRef
}
