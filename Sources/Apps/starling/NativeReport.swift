import JSONCoding
import SierraToCasm

#if STARLING_LLVM
    import LLVMBuilding
    import NativeCodegen
    import NativeEngine
#endif

/// What this build of the program says of native execution.
enum NativeReport {
    /// What makes this program the compiler of one class.
    static let compilerArgument = "compile-class-from-standard-input"

    /// What compiles contracts to machine code here.
    static var compiler: String {
        #if STARLING_LLVM
            guard let processor = TargetProcessor.current else { return "built in, but not for this kind of processor" }
            return "LLVM \(TargetProcessor.version) for \(processor.name); nodes run the Cairo machine"
        #else
            return "not built in: contracts run on the Cairo machine"
        #endif
    }

    /// How a contract compiles to machine code: the members of a JSON object.
    static func write(_ contract: SierraContract, to w: inout JSONWriter) {
        w.field("compiler", string: compiler)
        #if STARLING_LLVM
            let compiler = CompilerProcess(program: "/proc/self/exe", arguments: [compilerArgument])
            let start = ContinuousClock.now
            do throws(NativeRefusal) {
                let made = try compiler.compile(contract, tag: "class")
                w.field("milliseconds", integer: Int((ContinuousClock.now - start) / .milliseconds(1)))
                w.field("object_bytes", integer: made.object.count)
                w.field("entry_points", integer: made.entries.count)
            } catch {
                w.field("refused", string: "\(error)")
            }
        #endif
    }
}
