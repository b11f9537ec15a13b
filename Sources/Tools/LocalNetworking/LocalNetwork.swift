import Foundation
import HTTPRequesting
import Threading
import ValidatorHosting
import ValidatorSigning

/// Validators, prover and explorer on one machine, as background processes.
public struct LocalNetwork: Sendable {
    public let plan: LocalPlan
    private let say: @Sendable (String) -> Void

    /// `say` prints a line for the person at the terminal.
    public init(_ plan: LocalPlan, say: @escaping @Sendable (String) -> Void) {
        self.plan = plan
        self.say = say
    }

    /// Whether processes of this folder run.
    public var isRunning: Bool { BackgroundProcess.all(in: plan.folder).contains { $0.pid != nil } }

    private func process(_ name: String) -> BackgroundProcess { BackgroundProcess(name: name, folder: plan.folder) }

    /// Starts everything and waits until it is ready. What was started is stopped again when something fails.
    public func start() throws {
        if isRunning {
            throw LocalError(
                description: "the network in \(plan.folder) is running already: "
                    + "`starling local down --folder \(plan.folder)` ends it")
        }
        let taken = plan.ports.filter { !PortCheck.isFree($0.port) }
        if !taken.isEmpty {
            let list = taken.map { "  \($0.port) (\($0.owner))" }.joined(separator: "\n")
            throw LocalError(
                description:
                    "these ports are in use by other programs; end those or choose others (see --help):\n\(list)")
        }
        try makeKeys()
        do {
            try startProcesses()
        } catch {
            _ = stop()
            throw error
        }
    }

    /// The committee's keys and the chain's genesis, once: every process finds its genesis file beside its committee file.
    private func makeKeys() throws {
        let home = CommitteeMaker.home(0, in: plan.folder)
        if FileManager.default.fileExists(atPath: home.committeePath) {
            let count = try home.committee().members.count
            guard count == plan.validators else {
                throw LocalError(
                    description: "the committee in \(plan.folder) has \(count) validators; "
                        + "move the folder away to begin a new chain")
            }
            return
        }
        try FileManager.default.createDirectory(atPath: plan.folder, withIntermediateDirectories: true)
        say("making the keys of \(plan.validators) validators in \(plan.folder)")
        let now = UInt64(max(0, Date().timeIntervalSince1970))
        let genesis = try LocalGenesis(timestamp: now, fees: plan.fees, contractsFolder: plan.contractsFolder)
        _ = try CommitteeMaker(
            chain: "STARLING_LOCAL", count: plan.validators, host: "127.0.0.1", firstPort: plan.firstLinkPort,
            genesisHash: genesis.hash
        ).make(in: plan.folder)
        for index in 0..<plan.validators { try genesis.write(to: CommitteeMaker.home(index, in: plan.folder)) }
    }

    private func startProcesses() throws {
        for index in 0..<plan.validators {
            let home = CommitteeMaker.home(index, in: plan.folder).path
            try process("node\(index)").start(
                plan.program,
                [
                    "node", "--validator", home, "--data", home + "/data", "--contracts", plan.contractsFolder,
                    "--rpc-port", "\(plan.rpcPort(index))", "--block-seconds", "\(plan.blockSeconds)",
                    "--block-transactions", "\(plan.blockTransactions)",
                ], port: plan.rpcPort(index))
        }
        say("waiting for \(plan.validators) nodes")
        for index in 0..<plan.validators {
            try wait(for: process("node\(index)"), plan.rpcAddress(index) + "/ready", seconds: 60)
        }
        let committee = plan.committeePath
        if plan.runsProver {
            // Below the nodes: proving takes what is left.
            try process("prover").start(
                plan.program,
                [
                    "prover", "--rpc", plan.rpcAddress(0), "--proofs", plan.proofsPlace,
                    "--progress", plan.folder + "/prover.db", "--committee", committee, "--port", "\(plan.proverPort)",
                ], port: plan.proverPort, nice: 10)
            try wait(for: process("prover"), plan.proverAddress + "/health", seconds: 120)
        }
        if plan.runsExplorer {
            let verifies = FileManager.default.fileExists(atPath: plan.verifierModule)
            if !verifies {
                say("\(plan.verifierModule) is missing: the explorer runs without verification in the browser")
            }
            try process("explorer").start(
                plan.program,
                [
                    "explorer", "--rpc", plan.rpcAddress(0), "--prover", plan.proverAddress,
                    "--proofs", plan.proofsPlace, "--index", plan.folder + "/explorer.db", "--committee", committee,
                    "--verifier", plan.verifierModule, "--port", "\(plan.explorerPort)",
                ], port: plan.explorerPort, environment: ["ENABLE_BLOCK_VERIFICATION": verifies ? "true" : "false"])
            try wait(for: process("explorer"), "http://127.0.0.1:\(plan.explorerPort)/", seconds: 60)
        }
    }

    /// Waits until an address answers with success.
    private func wait(for process: BackgroundProcess, _ address: String, seconds: Double) throws {
        var limits = HTTPClientLimits()
        limits.totalMillis = 5_000
        let client = HTTPClient(limits: limits)
        let end = Date(timeIntervalSinceNow: seconds)
        while true {
            if let answer = try? client.get(address), answer.status == 200 { return }
            guard process.pid != nil else {
                throw LocalError(
                    description: "\(process.name) ended; its log \(process.logPath) says:\n\(process.logTail())")
            }
            guard Date() < end else {
                throw LocalError(
                    description:
                        "\(process.name) is not ready after \(Int(seconds)) s; its log \(process.logPath) says:\n"
                        + process.logTail())
            }
            MonotonicClock.sleep(seconds: 0.1)
        }
    }

    /// Ends exactly the processes of the pid files, last started first. Returns the names of those that ran.
    public func stop() -> [String] {
        var stopped: [String] = []
        for process in BackgroundProcess.all(in: plan.folder).reversed() {
            if process.pid != nil { stopped.append(process.name) }
            if !process.stop() { say("\(process.name) did not end in time and was ended by force") }
        }
        return stopped
    }
}
