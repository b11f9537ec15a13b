import CommandLines

/// The one table of subcommands: a row each, every command in its own file `<Name>Command.swift`.
enum Commands {
    static let table = CommandTable(
        program: "starling",
        summary: "a complete Starknet stack: node, prover, verifier, explorer",
        commands: [
            accounts,
            client,
            doctor,
            explorer,
            keys,
            local,
            node,
            prove,
            prover,
            verify,
            run,
            blockProgram,
            version,
        ])
}
