import CommandLines

/// The one table of subcommands: a row each, every command in its own file `Commands+Name.swift`.
enum Commands {
    static let table: CommandTable = CommandTable(
        program: "starling",
        summary: "a complete Starknet stack: node, prover, verifier, explorer",
        version: versionText,
        commands: [
            accounts,
            client,
            devnet,
            doctor,
            explorer,
            keys,
            local,
            node,
            prove,
            prover,
            proofs,
            receipt,
            replayFlows,
            verify,
            run,
            simulate,
            compile,
            blockProgram,
            completions,
            man,
            version,
        ])
}
