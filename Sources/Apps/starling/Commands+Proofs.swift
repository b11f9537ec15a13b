import BlockVerifying
import CommandLines
import ProofWatching

extension Commands {
    /// `starling proofs`: what a prover has given up, tried again.
    static let proofs = Command(
        "proofs", summary: "lets blocks that the prover has given up be tried again",
        options: [
            CommandOption(
                "progress", value: "FILE",
                help: "where the prover keeps its progress (default: prover.db in the local network's folder)"),
            CommandOption("block", value: "NUMBER", help: "only this block (default: all that were given up)"),
            committeeOption, genesisOption, contractsOption,
        ], operands: [CommandOperand("ACTION", choices: ["retry"], help: "retry")],
        examples: ["starling proofs retry", "starling proofs retry --block 17 --progress /var/lib/starling/prover.db"]
    ) { arguments in
        guard arguments.operands == ["retry"] else { throw UsageError("starling proofs retry") }
        let progress = try ProverProgress(
            path: try madeFile(arguments, "progress", "prover.db"),
            chain: try verifierConfiguration(arguments).fingerprint, isProver: false)
        let count = try progress.retryFailed(try arguments.integer("block", in: 0...UInt64.max))
        print("\(count) blocks will be tried again")
        return .success
    }
}
