import CommandLines
import DevnetProving
import DevnetService
import Foundation
import JSONCoding
import Observability
import StarknetModel
import TransactionExecution

extension Commands {
    /// `starling devnet`: one node with a chain of its own, for development.
    static let devnet = Command(
        "devnet", summary: "runs a development network: one node, funded accounts, a block for every transaction",
        options: [
            CommandOption("rpc-address", value: "IPV4", default: "127.0.0.1", help: "where the RPC listens"),
            CommandOption("port", value: "PORT", default: "5050", help: "the port of the RPC"),
            CommandOption("seed", value: "N", default: "42", help: "what the accounts' keys are made from"),
            CommandOption("accounts", value: "N", default: "10", help: "how many funded accounts there are"),
            CommandOption(
                "balance", value: "FRI", default: "1000000000000000000000",
                help: "of every account in both tokens, in their smallest unit"),
            CommandOption("chain-id", value: "NAME", default: "SN_SEPOLIA", help: "the chain's name"),
            CommandOption(
                "blocks", value: "WHEN", default: "transaction",
                help: "transaction, demand (devnet_createBlock), or a number of seconds"),
            CommandOption("gas-price", value: "FRI", default: "1000000000", help: "of every kind of gas"),
            CommandOption("start-time", value: "SECONDS", help: "the time of block 0, since 1970 (default: now)"),
            CommandOption(flag: "freeze-time", help: "time stands still until devnet_setTime moves it"),
            CommandOption(
                "cors", value: "ORIGINS",
                help: "web pages that may use the RPC, separated by commas; * for all (default: none)"),
            CommandOption(
                "hosts", value: "NAMES",
                help: "names under which the RPC is reached, separated by commas; * for all (default: addresses only)"),
            CommandOption(
                "folder", value: "FOLDER", help: "where the chain is kept while it runs (default: a temporary folder)"),
            CommandOption(flag: "prove", help: "proves every block in the background, oldest first"),
            CommandOption(
                "proofs", value: "FOLDER",
                help: "where --prove keeps proofs, and what verifiers pin of the chain (default: a temporary folder)"),
            CommandOption(
                "prover-port", value: "PORT", default: "5060",
                help: "the port of the prover's status with --prove: /blocks, /blocks/N, /proofs/N"),
            contractsOption, jsonOption,
        ],
        examples: ["starling devnet", "starling devnet --seed 7 --blocks demand --json", "starling devnet --prove"]
    ) { arguments in
        TerminationSignals.block()
        let settings = try devnetSettings(arguments)
        let devnet = try Devnet(settings)
        let prover = arguments.flag("prove") ? try devnetProver(devnet, settings, arguments) : nil
        print(arguments.flag("json") ? json(devnet, settings, prover) : text(devnet, settings, prover))
        fflush(nil)
        TerminationSignals.wait()
        prover?.stop()
        devnet.stop()
        if prover != nil, arguments.string("proofs") == nil {
            try? FileManager.default.removeItem(atPath: temporaryFolder("proofs"))
        }
        return .success
    }

    /// Starts what `--prove` asks for.
    private static func devnetProver(
        _ devnet: Devnet, _ settings: DevnetSettings, _ arguments: Arguments
    ) throws -> DevnetProver {
        do {
            return try DevnetProver(
                devnet, rpc: url(settings, devnet.rpcPort),
                proofsFolder: arguments.string("proofs") ?? temporaryFolder("proofs"), address: settings.rpcAddress,
                port: try arguments.requiredInteger("prover-port", in: 0...UInt16.max), log: Logger(part: "prover"))
        } catch {
            devnet.stop()
            throw error
        }
    }

    private static func url(_ settings: DevnetSettings, _ port: UInt16) -> String {
        "http://\(settings.rpcAddress):\(port)"
    }

    static func devnetSettings(_ arguments: Arguments) throws -> DevnetSettings {
        var settings = DevnetSettings(
            contractsFolder: try contractsFolder(arguments),
            folder: arguments.string("folder") ?? temporaryFolder("devnet"))
        settings.rpcAddress = try arguments.required("rpc-address")
        settings.rpcPort = try arguments.requiredInteger("port", in: 0...UInt16.max)
        settings.seed = try arguments.requiredInteger("seed", in: 0...UInt64.max)
        settings.accountCount = try arguments.requiredInteger("accounts", in: 1...1_000)
        // A thousand such accounts and what is minted from fit into 128 bits.
        settings.accountBalance = try arguments.requiredInteger("balance", in: 0...(1 << 110))
        settings.chainName = try arguments.required("chain-id")
        settings.gasPrice = try arguments.requiredInteger("gas-price", in: 1...UInt64(1 << 60))
        settings.startTime = try arguments.integer("start-time", in: 0...253_402_300_799)
        settings.rpcOrigins = names(arguments.string("cors"))
        settings.rpcHosts = names(arguments.string("hosts"))
        settings.isTimeFrozen = arguments.flag("freeze-time")
        switch try arguments.required("blocks") {
        case "transaction": settings.blocks = .transaction
        case "demand": settings.blocks = .demand
        case let text:
            guard let seconds = Double(text), (0.05...86_400).contains(seconds) else {
                throw UsageError("--blocks: transaction, demand, or seconds from 0.05 to 86400")
            }
            settings.blocks = .interval(seconds: seconds)
        }
        return settings
    }

    /// A folder of this process in the system's place for such.
    static func temporaryFolder(_ name: String) -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("starling-\(name)-\(getpid())").path
    }

    private static func text(_ devnet: Devnet, _ settings: DevnetSettings, _ prover: DevnetProver?) -> String {
        var lines: [String] = []
        for (index, account) in devnet.accounts.enumerated() {
            lines.append(
                "account \(index)\n  address      \(account.address.felt)\n  private key  \(account.privateKey)\n"
                    + "  public key   \(account.publicKey)")
        }
        lines.append("Everyone knows these keys: they are for development only.")
        lines.append("chain \(settings.chainName), seed \(settings.seed)")
        if let prover {
            lines.append("blocks are proven: \(url(settings, prover.port))/blocks; verify one with")
            lines.append(
                "  starling verify --block 1 --rpc \(url(settings, devnet.rpcPort)) --proofs \(prover.proofsFolder) "
                    + "--configuration \(prover.configurationFile)")
        }
        lines.append("listening on \(url(settings, devnet.rpcPort))")
        return lines.joined(separator: "\n")
    }

    private static func json(_ devnet: Devnet, _ settings: DevnetSettings, _ prover: DevnetProver?) -> String {
        var writer = JSONWriter()
        writer.object { w in
            w.field("url", string: url(settings, devnet.rpcPort))
            if let prover {
                w.field("prover", string: url(settings, prover.port))
                w.field("proofs", string: prover.proofsFolder)
                w.field("configuration", string: prover.configurationFile)
            }
            w.field("chain_id", string: settings.chainName)
            w.field("seed", integer: settings.seed)
            w.key("accounts")
            w.array(devnet.accounts) { w, account in
                w.object { w in
                    w.field("address", felt: account.address.felt)
                    w.field("private_key", felt: account.privateKey)
                    w.field("public_key", felt: account.publicKey)
                }
            }
        }
        return writer.text
    }
}
