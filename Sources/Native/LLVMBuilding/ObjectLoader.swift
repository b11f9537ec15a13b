import CLLVM

/// Puts objects into memory, where their code can be called.
///
/// All objects share one name space: what they export must be named apart. They import nothing but what is handed in here.
public final class ObjectLoader: @unchecked Sendable {
    private let session: LLVMOrcLLJITRef
    private let library: LLVMOrcJITDylibRef

    /// A name that objects may import, and where it is.
    public struct Import {
        let name: String
        let address: UInt64

        /// A function or variable of this process.
        public init(_ name: String, _ address: UnsafeRawPointer) {
            self.name = name
            self.address = UInt64(UInt(bitPattern: address))
        }
    }

    /// A loader without objects.
    public init(imports: [Import]) throws(CodeError) {
        CodeModule.prepare()
        var made: LLVMOrcLLJITRef?
        if let failure = LLVMOrcCreateLLJIT(&made, LLVMOrcCreateLLJITBuilder()) { throw CodeError(failure) }
        guard let made, let library = LLVMOrcLLJITGetMainJITDylib(made) else {
            throw CodeError(message: "no place for code")
        }
        session = made
        self.library = library
        var symbols = imports.map { symbol in
            LLVMOrcCSymbolMapPair(
                Name: LLVMOrcLLJITMangleAndIntern(made, symbol.name),
                Sym: LLVMJITEvaluatedSymbol(
                    Address: symbol.address,
                    Flags: LLVMJITSymbolFlags(
                        GenericFlags: UInt8(LLVMJITSymbolGenericFlagsExported.rawValue), TargetFlags: 0)))
        }
        let unit = LLVMOrcAbsoluteSymbols(&symbols, symbols.count)
        if let failure = LLVMOrcJITDylibDefine(library, unit) {
            LLVMOrcDisposeMaterializationUnit(unit)
            throw CodeError(failure)
        }
    }

    deinit {
        if let failure = LLVMOrcDisposeLLJIT(session) { _ = CodeError(failure) }
    }

    /// Loads an object and gives the addresses of what it exports under these names. Its code stays until the loader goes.
    public func load(_ object: [UInt8], exports: [String]) throws(CodeError) -> [UnsafeRawPointer] {
        let buffer = object.withUnsafeBytes { bytes in
            LLVMCreateMemoryBufferWithMemoryRangeCopy(
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, "class")
        }
        if let failure = LLVMOrcLLJITAddObjectFile(session, library, buffer) { throw CodeError(failure) }
        var places: [UnsafeRawPointer] = []
        for name in exports {
            var address: LLVMOrcExecutorAddress = 0
            if let failure = LLVMOrcLLJITLookup(session, &address, name) { throw CodeError(failure) }
            guard let place = UnsafeRawPointer(bitPattern: UInt(address)) else {
                throw CodeError(message: "\(name) is nowhere")
            }
            places.append(place)
        }
        return places
    }
}
