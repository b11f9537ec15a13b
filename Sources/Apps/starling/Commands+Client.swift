import BlockProduction
import ChainStorage
import CommandLines
import FiniteFields
import Foundation
import LoadClient
import StarknetModel
import Synchronization
import TransactionExecution

extension Commands {
    /// `starling client`: load of Fibonacci and factorial calls, or a mix, with signed transactions, and their way into blocks.
    static let client = Command(
        "client", summary: "sends signed transactions and waits for them",
        options: [
            CommandOption(
                "rpc", value: "URL", default: "http://127.0.0.1:5050", repeats: true,
                help: "a node; give it several times to spread the load"),
            CommandOption(
                flag: "mix",
                help:
                    "a third each: Fibonacci or factorial calls, transfers of tokens to new accounts, deployments of these"
            ),
            CommandOption("rate", value: "TPS", default: "100", help: "transactions a second"),
            CommandOption("seconds", value: "SECONDS", default: "10", help: "how long to send"),
            CommandOption("count", value: "N", help: "send exactly so many, whatever --seconds says"),
            CommandOption("accounts", value: "N", help: "use only the first N prefunded accounts"),
            CommandOption("senders", value: "N", default: "4", help: "threads that sign and send"),
            CommandOption(
                "seed", value: "N", help: "of the random arguments and new accounts (default: another one every time)"),
            CommandOption(
                "wait-seconds", value: "SECONDS", default: "60", help: "how long to wait for the last blocks"),
            CommandOption(
                "taken", value: "FILE", help: "the hashes of what nodes have taken are added to it, a line each"),
            CommandOption(
                "genesis", value: "FILE", help: "the chain's genesis file; the local test chain when left out"),
            contractsOption,
        ],
        examples: [
            "starling client --rate 50 --seconds 60",
            "starling client --rpc http://127.0.0.1:5050 --rpc http://127.0.0.1:5051 --count 1000",
        ]
    ) { arguments in
        let rate = try arguments.number("rate", in: 0.01...100_000) ?? 100
        let seconds = try arguments.number("seconds", in: 0.01...1_000_000) ?? 10
        let count = try arguments.integer("count", in: 1...100_000_000) ?? max(1, Int(rate * seconds))
        var plan = LoadPlan(
            nodes: arguments.strings("rpc"), count: count, rate: rate,
            seed: try arguments.integer("seed", in: 0...UInt64.max) ?? UInt64.random(in: 0...UInt64.max))
        plan.senders = try arguments.requiredInteger("senders", in: 1...256)
        if let path = arguments.string("taken") { plan.onTaken = try takenList(path) }
        plan.waitSeconds = try arguments.number("wait-seconds", in: 0...86_400) ?? 60
        let artifacts = try ContractArtifacts(folder: try contractsFolder(arguments))
        if arguments.flag("mix") { plan.accountClass = artifacts.account.classHash }
        var accounts = try genesis(arguments.string("genesis")).accounts(classHash: artifacts.account.classHash)
        if let wanted = try arguments.integer("accounts", in: 1...1_000) { accounts = Array(accounts.prefix(wanted)) }

        let run = try LoadRun(plan, accounts: accounts)
        let bar = ProgressBar("transactions in blocks", total: count)
        let report = try run.run { included, sent in bar.update(included, note: "sent \(sent)") }
        bar.finish(report.included, note: "sent \(report.sent)")
        print(report.table)
        return report.isComplete ? .success : .failure
    }

    /// Adds a line to a file at once, whatever comes next.
    private static func takenList(_ path: String) throws -> @Sendable (Felt252) -> Void {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { throw InputError("\(path): cannot be written") }
        let list = Mutex(file)
        return { hash in list.withLock { try? $0.write(contentsOf: Data("\(hash.hex)\n".utf8)) } }
    }

    /// The accounts that genesis funds.
    static func prefundedAccounts(_ arguments: Arguments) throws -> [GenesisAccount] {
        let artifacts = try ContractArtifacts(folder: try contractsFolder(arguments))
        return try genesis(arguments.string("genesis")).accounts(classHash: artifacts.account.classHash)
    }
}
