import CLLVM

extension CodeModule {
    /// The passes that are worth their time (measured): inlining of small functions, values kept in registers in loops. A
    /// general list of passes takes twice as long and gives no faster code.
    static let passes =
        "globaldce,function(simplifycfg,early-cse),cgscc(inline),globaldce,"
        + "function(sroa,early-cse<memssa>,simplifycfg,loop-mssa(licm),dse,simplifycfg)"

    /// Says what is wrong with the module; nil when it is well formed.
    public var flaw: String? {
        var message: UnsafeMutablePointer<CChar>?
        let isBroken = LLVMVerifyModule(module, LLVMReturnStatusAction, &message) != 0
        defer { LLVMDisposeMessage(message) }
        return isBroken ? message.map { String(cString: $0) } ?? "" : nil
    }

    /// Optimises the module and turns it into an object for a processor. Once.
    public func object(for processor: TargetProcessor) throws(CodeError) -> [UInt8] {
        let machine = try CodeModule.machine(processor)
        defer { LLVMDisposeTargetMachine(machine) }
        let triple = LLVMGetDefaultTargetTriple()
        defer { LLVMDisposeMessage(triple) }
        LLVMSetTarget(module, triple)
        let layout = LLVMCreateTargetDataLayout(machine)
        LLVMSetModuleDataLayout(module, layout)
        LLVMDisposeTargetData(layout)
        if let flaw { throw CodeError(message: flaw) }
        let options = LLVMCreatePassBuilderOptions()
        defer { LLVMDisposePassBuilderOptions(options) }
        if let failure = LLVMRunPasses(module, CodeModule.passes, machine, options) { throw CodeError(failure) }
        var message: UnsafeMutablePointer<CChar>?, buffer: LLVMMemoryBufferRef?
        guard LLVMTargetMachineEmitToMemoryBuffer(machine, module, LLVMObjectFile, &message, &buffer) == 0, let buffer
        else {
            defer { LLVMDisposeMessage(message) }
            throw CodeError(message: message.map { String(cString: $0) } ?? "no object")
        }
        defer { LLVMDisposeMemoryBuffer(buffer) }
        guard let start = LLVMGetBufferStart(buffer) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: LLVMGetBufferSize(buffer)))
    }

    private static let isReady: Bool = {
        LLVMInitializeX86TargetInfo()
        LLVMInitializeX86Target()
        LLVMInitializeX86TargetMC()
        LLVMInitializeX86AsmPrinter()
        return true
    }()

    /// Makes LLVM know the processors of this kind.
    static func prepare() { _ = isReady }

    private static func machine(_ processor: TargetProcessor) throws(CodeError) -> LLVMTargetMachineRef {
        prepare()
        let triple = LLVMGetDefaultTargetTriple()
        defer { LLVMDisposeMessage(triple) }
        var target: LLVMTargetRef?, message: UnsafeMutablePointer<CChar>?
        guard LLVMGetTargetFromTriple(triple, &target, &message) == 0 else {
            defer { LLVMDisposeMessage(message) }
            throw CodeError(message: message.map { String(cString: $0) } ?? "no target")
        }
        let options = LLVMCreateTargetMachineOptions()
        defer { LLVMDisposeTargetMachineOptions(options) }
        LLVMTargetMachineOptionsSetCPU(options, processor.name)
        LLVMTargetMachineOptionsSetCodeGenOptLevel(options, LLVMCodeGenLevelLess)
        LLVMTargetMachineOptionsSetRelocMode(options, LLVMRelocPIC)
        guard let machine = LLVMCreateTargetMachineWithOptions(target, triple, options) else {
            throw CodeError(message: "no target machine")
        }
        return machine
    }
}

extension CodeError {
    /// Takes the message of an error of LLVM, and ends that error.
    init(_ error: LLVMErrorRef) {
        let text = LLVMGetErrorMessage(error)
        message = text.map { String(cString: $0) } ?? ""
        LLVMDisposeErrorMessage(text)
    }
}
