import CommandLines
@preconcurrency import Glibc

#if STARLING_LLVM
    import NativeEngine
#endif

#if STARLING_LLVM
    // The compiler to machine code is this program once more, as a process of its own.
    if CommandLine.arguments.dropFirst() == [NativeReport.compilerArgument] { exit(CompilerMain.run()) }
#endif
var status = Commands.table.run(Array(CommandLine.arguments.dropFirst()))
if let failure = StandardOutput.failure {
    fputs("starling: \(failure)\n", stderr)
    if status == .success { status = .failure }
}
exit(status.rawValue)
