import CommandLines
import Foundation
import JSONCoding
import LoadClient
import LocalNetworking
import ProtocolRules

extension Commands {
    /// `starling local`: the whole network on one machine.
    static let local = Command(
        "local", summary: "brings up validators, prover and explorer on this machine, and ends them",
        options: [
            folderOption, proofsOption,
            CommandOption(
                "block-seconds", value: "SECONDS", default: "2", help: "time between blocks with transactions"),
            CommandOption("block-transactions", value: "N", default: "100", help: "transactions of a block"),
            CommandOption(
                "count", value: "N", default: "1000",
                help: "transactions to send when it is up, a mix of kinds; 0 for none"),
            CommandOption("rate", value: "TPS", default: "100", help: "transactions a second"),
            CommandOption(flag: "no-fees", help: "a new chain takes no fees"),
            CommandOption("proof-seconds", value: "SECONDS", default: "3600", help: "how long to wait for the proofs"),
        ] + localPortOptions + [contractsOption, verifierOption, jsonOption],
        operands: [CommandOperand("ACTION", choices: ["up", "down", "status"], help: "up, down or status")],
        examples: [
            "starling local up --count 100", "starling local status --json",
            "starling local up --folder /tmp/second --rpc-port 7050 --link-port 7150 --prover-port 7060 --explorer-port 7070",
        ]
    ) { arguments in
        let network = LocalNetwork(try localPlan(arguments)) { line in printError(line) }
        switch arguments.operands.first {
        case "up": return try bringUp(network, arguments)
        case "down":
            let stopped = network.stop()
            print(stopped.isEmpty ? "nothing was running" : "ended \(stopped.joined(separator: ", "))")
            return .success
        case "status": return reportStatus(network, isJSON: arguments.flag("json"))
        default: throw UsageError("ACTION is up, down or status")
        }
    }

    /// Who is part of a local network, and on which ports.
    static let localPortOptions = [
        CommandOption("validators", value: "N", default: "4", help: "number of validators"),
        CommandOption("rpc-port", value: "PORT", default: "5050", help: "RPC of the first node; the others follow"),
        CommandOption("link-port", value: "PORT", default: "6050", help: "links of the first validator"),
        CommandOption("prover-port", value: "PORT", default: "5060", help: "the prover's status"),
        CommandOption("explorer-port", value: "PORT", default: "4000", help: "the explorer"),
        CommandOption(flag: "no-prover", help: "without the prover"),
        CommandOption(flag: "no-explorer", help: "without the explorer"),
    ]

    /// Nothing need be there yet: only `local up` starts from what the plan names.
    static func localPlan(_ arguments: Arguments) throws -> LocalPlan {
        var plan = LocalPlan(
            folder: networkFolder(arguments), proofsPlace: proofsPlace(arguments),
            program: InstalledFiles.ownExecutable, contractsFolder: contractsPath(arguments),
            verifierModule: verifierPath(arguments))
        plan.validators = try arguments.requiredInteger("validators", in: 1...16)
        plan.firstRPCPort = try arguments.requiredInteger("rpc-port", in: 1...65_000)
        plan.firstLinkPort = try arguments.requiredInteger("link-port", in: 1...65_000)
        plan.proverPort = try arguments.requiredInteger("prover-port", in: 1...65_535)
        plan.explorerPort = try arguments.requiredInteger("explorer-port", in: 1...65_535)
        plan.runsProver = !arguments.flag("no-prover")
        plan.runsExplorer = !arguments.flag("no-explorer")
        return plan
    }

    /// What runs is named before the program ends by Control-C: it is in sessions of its own and goes on.
    private static func sayWhatGoesOn(_ network: LocalNetwork) {
        TerminationSignals.handle {
            let running = network.running
            printError(
                running.isEmpty
                    ? "\ninterrupted: nothing was left running"
                    : "\ninterrupted; these go on: \(running.joined(separator: ", ")). To end them: starling local down "
                        + "--folder \(network.plan.folder)")
        }
    }

    private static func bringUp(_ network: LocalNetwork, _ arguments: Arguments) throws -> ExitStatus {
        let isJSON = arguments.flag("json")
        var settled = network.plan
        settled.contractsFolder = try contractsFolder(arguments)
        settled.fees = !arguments.flag("no-fees")
        settled.blockSeconds = try arguments.number("block-seconds", in: 0.05...3_600) ?? 2
        settled.blockTransactions = try arguments.requiredInteger(
            "block-transactions", in: 1...BlockRules.transactionsMax)
        let plan = settled, network = LocalNetwork(plan) { line in printError(line) }
        sayWhatGoesOn(network)
        try network.start()
        var rows: [(String, String)] = []
        var isGood = true
        let count = try arguments.requiredInteger("count", in: 0...10_000_000)
        if count > 0 {
            let load = try sendLoad(plan, count: count, rate: try arguments.number("rate", in: 0.01...100_000) ?? 100)
            rows += [
                ("transactions in blocks", "\(load.included) of \(count)" + (load.kinds.map { ": \($0)" } ?? "")),
                ("reverted", "\(load.reverted)"),
                ("wrong results", "\(load.wrong)"), ("blocks with transactions", "\(load.blocks)"),
                ("throughput", String(format: "%.1f transactions a second", load.throughput)),
                (
                    "latency",
                    String(
                        format: "p50 %.1f s, p99 %.1f s", load.latency(share: 0.5) ?? 0, load.latency(share: 0.99) ?? 0)
                ),
            ]
            rows += load.reasons.map { ("reason", $0) }
            isGood = load.isComplete && load.included == count
            if plan.runsProver, let first = load.firstBlock, let last = load.lastBlock {
                let seconds = try arguments.number("proof-seconds", in: 0...1_000_000) ?? 3_600
                let (proofRows, proven) = try waitForProofs(network, first...last, seconds)
                rows += proofRows
                isGood = isGood && proven
            }
        }
        rows += (0..<plan.validators).map { ("node \($0)", plan.rpcAddress($0)) }
        if plan.runsProver { rows.append(("prover", "http://127.0.0.1:\(plan.proverPort)/blocks")) }
        if plan.runsExplorer { rows.append(("explorer", "http://127.0.0.1:\(plan.explorerPort)")) }
        rows.append(("logs", "\(plan.folder)/*.log"))
        report(rows, isGood: isGood, isJSON: isJSON)
        return isGood ? .success : .failure
    }

    private static func report(_ rows: [(String, String)], isGood: Bool, isJSON: Bool) {
        guard !isJSON else {
            return printJSON { w in
                w.field("good", bool: isGood)
                w.key("report")
                w.array(rows) { w, row in
                    w.object { w in
                        w.field("name", string: row.0)
                        w.field("value", string: row.1)
                    }
                }
            }
        }
        let width = rows.map(\.0.count).max() ?? 0
        for (name, value) in rows { print("  \(name.padding(toLength: width, withPad: " ", startingAt: 0))  \(value)") }
    }
}
