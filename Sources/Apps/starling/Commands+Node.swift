import BlockProduction
import ChainStorage
import CommandLines
import Foundation
import JSONCoding
import NodeService
import Observability
import ProtocolRules
import Synchronization
import TransactionExecution
import ValidatorHosting

extension Commands {
    /// `starling node`: a chain of one node, or a validator when a committee is given.
    static let node = Command(
        "node", summary: "runs a node: alone, or as a validator of a committee",
        options: [
            CommandOption(
                "data", value: "FOLDER",
                help: "where the node keeps its store (default: node in the local network's folder)"),
            CommandOption(
                "validator", value: "FOLDER",
                help: "the home of a validator made by `starling keys`: joins its committee instead of running alone"),
            CommandOption(
                "listen-host", value: "IPV4", help: "where to listen for validators (default: as the committee says)"),
            CommandOption(
                "signing-floor", value: "HEIGHT",
                help: "sign only above this height: for a validator that lost its signing journal"),
            CommandOption(
                "genesis", value: "FILE",
                help: "the genesis file (default: genesis.json in the validator's home, else a test chain's)"),
            contractsOption,
            CommandOption("rpc-address", value: "IPV4", default: "127.0.0.1", help: "where the RPC listens"),
            CommandOption("rpc-port", value: "PORT", default: "5050", help: "the port of the RPC"),
            CommandOption(
                "cors", value: "ORIGINS",
                help: "web pages that may use the RPC, separated by commas; * for all (default: none)"),
            CommandOption(
                "hosts", value: "NAMES",
                help: "names under which the RPC is reached, separated by commas; * for all (default: addresses only)"),
            trustedProxiesOption,
            CommandOption("rpc-workers", value: "COUNT", default: "4", help: "threads that answer RPC requests"),
            CommandOption(
                "block-seconds", value: "SECONDS", default: "2", help: "time between blocks with transactions"),
            CommandOption(
                "block-transactions", value: "N", default: "200",
                help: "transactions that a block of this node may hold"),
            CommandOption("empty-block-seconds", value: "SECONDS", default: "30", help: "time between empty blocks"),
            CommandOption(
                "proposal-seconds", value: "SECONDS", default: "3", help: "how long a round waits for its proposal"),
            CommandOption("recordings-kept", value: "BLOCKS", help: "keep only so many recordings (default: all)"),
            CommandOption(
                "blocks-kept", value: "BLOCKS",
                help: "keep transactions, receipts, events and states of only so many blocks (default: all)"),
            CommandOption(
                "proof-blocks", value: "BLOCKS", default: "128",
                help: "how many blocks back storage proofs can be asked for"),
            CommandOption("log-level", value: "LEVEL", default: "info", help: "debug, info, warning or error"),
        ],
        examples: [
            "starling node --rpc-port 5050",
            "starling node --validator /var/lib/starling/node0 --data /var/lib/starling/node0/data",
        ]
    ) { arguments in
        TerminationSignals.block()
        guard let level = LogLevel(name: arguments.string("log-level") ?? "") else {
            throw UsageError("--log-level: debug, info, warning or error")
        }
        let log = Logger(part: "node", level: level)
        let settings = try nodeSettings(arguments)
        let hasFailed = Mutex(false)
        let node: Node
        if let home = arguments.string("validator") {
            node = try Node(validator: home, settings, log: log) { _ in
                hasFailed.withLock { $0 = true }
                kill(getpid(), SIGTERM)
            }
        } else {
            node = try Node(solo: settings, log: log)
        }
        TerminationSignals.wait()
        node.stop()
        return hasFailed.withLock { $0 } ? .failure : .success
    }

    static func nodeSettings(_ arguments: Arguments) throws -> NodeSettings {
        var settings = NodeSettings(
            dataFolder: try madeFile(arguments, "data", "node"), contractsFolder: try contractsFolder(arguments),
            genesis: try genesis(arguments.string("genesis") ?? homeGenesisFile(arguments)))
        settings.listenHost = arguments.string("listen-host")
        settings.rpcAddress = try arguments.required("rpc-address")
        settings.rpcPort = try arguments.requiredInteger("rpc-port", in: 0...UInt16.max)
        settings.rpcOrigins = names(arguments.string("cors"))
        settings.rpcHosts = names(arguments.string("hosts"))
        settings.rpcProxies = names(arguments.string("trusted-proxies"))
        settings.rpcWorkers = try arguments.requiredInteger("rpc-workers", in: 1...256)
        settings.times.blockSeconds = try arguments.number("block-seconds", in: 0.05...3_600) ?? 2
        settings.times.emptyBlockSeconds = try arguments.number("empty-block-seconds", in: 0.05...86_400) ?? 30
        settings.times.proposalSeconds = try arguments.number("proposal-seconds", in: 0.1...60) ?? 3
        settings.signingFloor = try arguments.integer("signing-floor", in: 0...UInt64.max)
        settings.blockTransactions = try arguments.requiredInteger(
            "block-transactions", in: 1...BlockRules.transactionsMax)
        settings.recordsKept = try arguments.integer("recordings-kept", in: 1...UInt64.max)
        settings.history = HistorySettings(
            blocksKept: try arguments.integer("blocks-kept", in: 1...UInt64.max),
            proofBlocks: try arguments.requiredInteger("proof-blocks", in: 0...1_000_000))
        return settings
    }

    /// The parts of a list between commas.
    static func names(_ text: String?) -> Set<String> {
        Set((text ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
    }

    /// The genesis file in a validator's home, where there is one.
    private static func homeGenesisFile(_ arguments: Arguments) -> String? {
        arguments.string("validator").flatMap { genesisFile(beside: ValidatorHome(path: $0).committeePath) }
    }

    /// The configuration in a genesis file, or the local test chain's.
    static func genesis(_ path: String?) throws -> GenesisConfiguration {
        guard let path else { return GenesisFile.local }
        do {
            return try GenesisFile.read(try JSONDocument(try Data(contentsOf: URL(fileURLWithPath: path))).root)
        } catch {
            throw inputError(path, error)
        }
    }
}
