import BlockVerifying
import CommandLines
import JSONCoding
import ProofStorage
import ProofWatching

extension Commands {
    /// `starling proofs`: the proofs that are kept, and what a prover has given up.
    static let proofs = Command(
        "proofs", summary: "lists, checks, copies and prunes stored proofs; lets given-up blocks be tried again",
        options: [
            proofsOption,
            CommandOption("to", value: "PLACE", help: "copy: where to, a folder or s3://BUCKET"),
            CommandOption("keep", value: "COUNT", help: "prune: proofs of so many of the newest blocks stay"),
            CommandOption(
                "rpc", value: "URL", help: "check: verifies each proof against the block that this node has"),
            CommandOption(
                "progress", value: "FILE",
                help: "retry: where the prover keeps its progress (default: prover.db in the local network's folder)"),
            CommandOption("block", value: "NUMBER", help: "retry: only this block (default: all that were given up)"),
            committeeOption, genesisOption, contractsOption, jsonOption,
        ],
        operands: [
            CommandOperand(
                "ACTION", choices: ["list", "check", "copy", "prune", "retry"],
                help: "list, check (contents are those of the names), copy, prune or retry")
        ],
        examples: [
            "starling proofs list", "starling proofs check --rpc http://127.0.0.1:5050",
            "starling proofs copy --proofs /var/lib/starling/proofs --to s3://my-proofs",
            "starling proofs retry --block 17 --progress /var/lib/starling/prover.db",
        ]
    ) { arguments in
        let configuration = try verifierConfiguration(arguments), place = proofsPlace(arguments)
        do {
            switch arguments.operands.first {
            case "list":
                return try list(try readStore(at: place, of: configuration), isJSON: arguments.flag("json"))
            case "check": return try check(try readStore(at: place, of: configuration), configuration, arguments)
            case "copy":
                let target = try madeStore(at: try arguments.required("to"), of: configuration)
                return try copy(try readStore(at: place, of: configuration), to: target, isJSON: arguments.flag("json"))
            case "prune":
                let store = try readStore(at: place, of: configuration)
                let count = try arguments.requiredInteger("keep", in: 1...Int.max)
                return try prune(store, keeping: count, isJSON: arguments.flag("json"))
            case "retry": return try retry(configuration, arguments)
            default: throw UsageError("ACTION is list, check, copy, prune or retry")
            }
        } catch let error as ProofStoreError {
            throw InputError("\(error)")
        }
    }

    private static func retry(
        _ configuration: VerifierConfiguration, _ arguments: Arguments
    ) throws -> ExitStatus {
        let progress = try ProverProgress(
            path: try madeFile(arguments, "progress", "prover.db"), chain: configuration.fingerprint, isProver: false)
        let count = try progress.retryFailed(try arguments.integer("block", in: 0...UInt64.max))
        if arguments.flag("json") {
            printJSON { w in w.field("blocks", integer: count) }
        } else {
            print("\(count) blocks will be tried again")
        }
        return .success
    }
}
