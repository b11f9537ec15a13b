import BlockBundling
import BlockProduction
import BlockVerifying
import ChainStorage
import CommandLines
import Foundation
import LoadClient
import LocalNetworking
import ProofStorage
import ProtocolRules
import StarknetClient
import TransactionExecution

extension Commands {
    /// `starling local`: the whole network on one machine.
    static let local = Command(
        "local", summary: "brings up validators, prover and explorer on this machine, and ends them",
        options: [
            CommandOption("folder", value: "FOLDER", default: ".run", help: "homes, stores, logs and pid files"),
            CommandOption("proofs", value: "FOLDER", default: "./proofs", help: "where proof files are stored"),
            CommandOption("validators", value: "N", default: "4", help: "number of validators"),
            CommandOption("rpc-port", value: "PORT", default: "5050", help: "RPC of the first node; the others follow"),
            CommandOption("link-port", value: "PORT", default: "6050", help: "links of the first validator"),
            CommandOption("prover-port", value: "PORT", default: "5060", help: "the prover's status"),
            CommandOption("explorer-port", value: "PORT", default: "4000", help: "the explorer"),
            CommandOption(flag: "no-prover", help: "without the prover"),
            CommandOption(flag: "no-explorer", help: "without the explorer"),
            CommandOption(
                "block-seconds", value: "SECONDS", default: "2", help: "time between blocks with transactions"),
            CommandOption("block-transactions", value: "N", default: "100", help: "transactions of a block"),
            CommandOption("count", value: "N", default: "1000", help: "transactions to send when it is up; 0 for none"),
            CommandOption("rate", value: "TPS", default: "100", help: "transactions a second"),
            CommandOption("proof-seconds", value: "SECONDS", default: "3600", help: "how long to wait for the proofs"),
            CommandOption("contracts", value: "FOLDER", help: "the contracts of genesis (default: found by itself)"),
        ],
        operands: [CommandOperand("ACTION", choices: ["up", "down", "status"], help: "up, down or status")]
    ) { arguments in
        let network = LocalNetwork(try localPlan(arguments)) { line in printError(line) }
        switch arguments.operands.first {
        case "up": return try bringUp(network, arguments)
        case "down":
            let stopped = network.stop()
            print(stopped.isEmpty ? "nothing was running" : "ended \(stopped.joined(separator: ", "))")
            return .success
        case "status":
            for (name, pid) in network.status { print("\(name): \(pid.map { "running, pid \($0)" } ?? "not running")") }
            return network.isRunning ? .success : .failure
        default: throw UsageError("ACTION is up, down or status")
        }
    }

    private static func localPlan(_ arguments: Arguments) throws -> LocalPlan {
        guard let contracts = arguments.string("contracts") ?? ContractArtifacts.defaultFolder() else {
            throw UsageError("the folder with the contracts was not found: name it with --contracts")
        }
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        var plan = LocalPlan(program: program, contractsFolder: contracts)
        plan.folder = try arguments.required("folder")
        plan.proofsFolder = try arguments.required("proofs")
        plan.validators = try arguments.requiredInteger("validators", in: 1...16)
        plan.firstRPCPort = try arguments.requiredInteger("rpc-port", in: 1...65_000)
        plan.firstLinkPort = try arguments.requiredInteger("link-port", in: 1...65_000)
        plan.proverPort = try arguments.requiredInteger("prover-port", in: 1...65_535)
        plan.explorerPort = try arguments.requiredInteger("explorer-port", in: 1...65_535)
        plan.blockSeconds = try arguments.number("block-seconds", in: 0.05...3_600) ?? 2
        plan.blockTransactions = try arguments.requiredInteger(
            "block-transactions", in: 1...BlockRules.transactionsMax)
        let names = Set(table.commands.map(\.name))
        plan.runsProver = !arguments.flag("no-prover") && names.contains("prover")
        plan.runsExplorer = !arguments.flag("no-explorer") && names.contains("explorer")
        return plan
    }

    private static func bringUp(_ network: LocalNetwork, _ arguments: Arguments) throws -> ExitStatus {
        let plan = network.plan
        try network.start()
        var rows: [(String, String)] = []
        var isGood = true
        let count = try arguments.requiredInteger("count", in: 0...10_000_000)
        if count > 0 {
            let load = try sendLoad(plan, count: count, rate: try arguments.number("rate", in: 0.01...100_000) ?? 100)
            rows += [
                ("transactions in blocks", "\(load.included) of \(count)"), ("reverted", "\(load.reverted)"),
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
        let width = rows.map(\.0.count).max() ?? 0
        for (name, value) in rows { print("  \(name.padding(toLength: width, withPad: " ", startingAt: 0))  \(value)") }
        return isGood ? .success : .failure
    }

    private static func sendLoad(_ plan: LocalPlan, count: Int, rate: Double) throws -> LoadReport {
        let artifacts = try ContractArtifacts(folder: plan.contractsFolder)
        let accounts = try genesis(genesisFile(beside: plan.committeePath))
            .accounts(classHash: artifacts.account.classHash)
        let load = LoadPlan(
            nodes: (0..<plan.validators).map(plan.rpcAddress), count: count, rate: rate,
            seed: UInt64.random(in: 0...UInt64.max))
        let run = try LoadRun(load, accounts: accounts)
        let bar = ProgressBar("transactions in blocks", total: count)
        let report = try run.run { included, sent in bar.update(included, note: "sent \(sent)") }
        bar.finish(report.included, note: "sent \(report.sent)")
        return report
    }

    private static func waitForProofs(
        _ network: LocalNetwork, _ blocks: ClosedRange<UInt64>, _ seconds: Double
    ) throws -> (rows: [(String, String)], isComplete: Bool) {
        let bar = ProgressBar("blocks proven", total: blocks.count)
        let tally = network.waitForProofs(of: blocks, seconds: seconds) { tally in
            bar.update(tally.stored, note: "frames proven \(tally.provenFrames) of \(tally.frames)")
        }
        bar.finish(tally.stored, note: "")
        let refused = try verify(tally.blocks, network.plan)
        var rows = [
            ("proofs made and verified", "\(tally.stored - refused.count)"),
            ("frames proven", "\(tally.provenFrames) of \(tally.frames)"),
        ]
        if tally.waiting > 0 { rows.append(("blocks not proven in time", "\(tally.waiting)")) }
        rows += tally.failed.map { ("not proven", $0) }
        rows += refused.map { ("not verified", $0) }
        return (rows, tally.waiting == 0 && tally.failed.isEmpty && refused.isEmpty)
    }

    /// Verifies stored proofs as any reader would with `starling verify --block`, whatever the prover says of them. Returns
    /// what was refused, with the reason.
    private static func verify(_ blocks: [UInt64], _ plan: LocalPlan) throws -> [String] {
        let configuration = try verifierConfiguration(committee: plan.committeePath, genesis: nil)
        let reader = ProofReader(
            configuration: configuration, fetcher: BundleFetcher(client: RPCClient(plan.rpcAddress(0))),
            store: try ProofStore(folder: plan.proofsFolder, chain: configuration.fingerprint, isMade: false))
        return blocks.sorted().compactMap { block in
            do throws(ProofReader.Failure) {
                _ = try reader.verify(RequestedBlock(number: block))
                return nil
            } catch {
                return "block \(block): \(error)"
            }
        }
    }
}
