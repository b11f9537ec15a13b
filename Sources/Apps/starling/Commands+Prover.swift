import BlockBundling
import BlockVerifying
import CommandLines
import Foundation
import HTTPServing
import Observability
import ProofWatching
import StarknetClient
import Threading

extension Commands {
    /// `starling prover`: the watcher-prover.
    static let prover = Command(
        "prover", summary: "follows the chain and proves its blocks, oldest first",
        options: [
            CommandOption(
                "rpc", value: "URL", default: "http://127.0.0.1:5050", repeats: true,
                help: "a node's JSON-RPC; with several the next is asked when one does not answer"),
            proofsOption,
            CommandOption(
                "progress", value: "FILE",
                help: "where the prover keeps its progress (default: prover.db in the local network's folder)"),
            committeeOption, genesisOption, contractsOption,
            CommandOption("address", value: "IPV4", default: "127.0.0.1", help: "where the status interface listens"),
            CommandOption("port", value: "PORT", default: "5060", help: "the port of the status interface"),
            CommandOption("log-level", value: "LEVEL", default: "info", help: "debug, info, warning or error"),
        ] + memoryOptions,
        examples: [
            "starling prover --rpc http://127.0.0.1:5050 --committee /etc/starling/committee --proofs /var/lib/starling/proofs"
        ]
    ) { arguments in
        TerminationSignals.block()
        guard let level = LogLevel(name: arguments.string("log-level") ?? "") else {
            throw UsageError("--log-level: debug, info, warning or error")
        }
        let registry = MetricsRegistry()
        let configuration = try verifierConfiguration(arguments)
        let place = proofsPlace(arguments), progressFile = try madeFile(arguments, "progress", "prover.db")
        let store = try madeStore(at: place, of: configuration)
        // Columns go beside proofs, or where there is no folder of proofs, beside the progress.
        let besides = bucket(in: place) == nil ? place : (progressFile as NSString).deletingLastPathComponent
        let memory = try provingMemory(arguments, folder: besides)
        let progress = try ProverProgress(path: progressFile, chain: configuration.fingerprint)
        let fetcher = BundleFetcher(client: RPCClient(arguments.strings("rpc")))
        let watcher = ProofWatcher(
            prover: BlockProver(fetcher: fetcher, configuration: configuration, store: store, memory: memory),
            progress: progress,
            log: Logger(part: "prover", level: level), registry: registry)
        let api = ProverStatusAPI(
            progress: progress, store: store, registry: registry, isFollowing: { watcher.isFollowing })
        // An answer is a proof as a whole.
        var proofLimits = HTTPLimits()
        proofLimits.heldBytesMax = 160 << 20
        let server = try HTTPServer(
            address: try arguments.required("address"), port: try arguments.requiredInteger("port", in: 0...UInt16.max),
            limits: proofLimits, routes: api.routes, handler: { api.answer($0) })
        print("prover: status on http://\(arguments.string("address") ?? ""):\(server.port)")
        // Stacks are those for deep call trees and tries.
        let threads = try ([{ watcher.watch() }, { watcher.work() }] as [@Sendable () -> Void]).map { loop in
            guard let thread = JoinableThread.start(loop) else { throw InputError("the system has no thread") }
            return thread
        }
        TerminationSignals.wait()
        watcher.stop()
        server.stop()
        for thread in threads { thread.join() }
        return .success
    }
}
