import CommandLines
@preconcurrency import Glibc

var status = Commands.table.run(Array(CommandLine.arguments.dropFirst()))
if let failure = StandardOutput.failure {
    fputs("starling: \(failure)\n", stderr)
    if status == .success { status = .failure }
}
exit(status.rawValue)
