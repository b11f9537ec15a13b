import BlockBundling
import BlockVerifying
public import DevnetService
import Foundation
import HTTPServing
public import Observability
import ProofStorage
import ProofWatching
import StarknetClient
import StarknetModel
import Synchronization
import Threading

/// Proves the blocks of a development network, oldest first and one at a time, and answers for them as a prover does.
///
/// A development network's chain may begin anew, and its blocks may be taken back. The prover then gives up what it proves and
/// begins anew too; proofs that are stored already are found again by their blocks' hashes.
public final class DevnetProver: Sendable {
    private struct Current {
        let identity: DevnetIdentity
        let watcher: ProofWatcher
        let api: ProverStatusAPI
        let threads: [JoinableThread]
    }

    private let devnet: Devnet
    private let rpc: String
    /// Where proofs are kept.
    public let proofsFolder: String
    private let log: Logger
    private let registry = MetricsRegistry()
    private let current = Mutex<Current?>(nil)
    private let http = Mutex<HTTPServer?>(nil)
    private let thread = Mutex<JoinableThread?>(nil)
    private let stopping = StopFlag()
    private let trouble = LastingTrouble()

    /// Milliseconds between looks at which chain is served.
    private static let lookMillis = 100

    /// Begins to prove.
    ///
    /// - Parameters:
    ///   - proofsFolder: where proofs are kept, below a folder a chain, beside what verifiers pin of the chain.
    ///   - address: where the status interface listens; port 0 takes any.
    public init(
        _ devnet: Devnet, rpc: String, proofsFolder: String, address: String, port: UInt16, log: Logger
    ) throws {
        self.devnet = devnet
        self.rpc = rpc
        self.proofsFolder = proofsFolder
        self.log = log
        try FileManager.default.createDirectory(atPath: proofsFolder, withIntermediateDirectories: true)
        // An answer is a proof as a whole.
        var limits = HTTPLimits()
        limits.heldBytesMax = 160 << 20
        let routes = OperatorRoutes(
            readiness: { [self] in isFollowing ? .ready : .notReady("the chain cannot be read") },
            metricsText: { [registry] in registry.prometheusText() })
        let server = try HTTPServer(address: address, port: port, limits: limits, routes: routes) { [self] request in
            guard let api = current.withLock({ $0 })?.api else {
                return .response(HTTPResponse(status: 503, text: "no chain is served"))
            }
            return api.answer(request)
        }
        http.withLock { $0 = server }
        thread.withLock { $0 = JoinableThread.start { [self] in follow() } }
    }

    /// The port of the status interface.
    public var port: UInt16 { http.withLock { $0?.port } ?? 0 }

    /// Where readers find what they pin of the chain that is proven.
    public var configurationFile: String { proofsFolder + "/configuration" }

    private var isFollowing: Bool { current.withLock { $0?.watcher.isFollowing } ?? false }

    /// Gives up what is being proven, and closes the status interface.
    public func stop() {
        stopping.set()
        let server = http.withLock { $0.take() }
        server?.stop()
        let following = thread.withLock { $0.take() }
        following?.join()
        end()
    }

    // MARK: Chains

    private func follow() {
        repeat { look() } while !stopping.wait(millis: Self.lookMillis)
    }

    /// Begins with the chain that is served, where that is another one than before.
    private func look() {
        guard let identity = devnet.identity, identity != current.withLock({ $0 })?.identity else { return }
        end()
        let line: LastingTrouble.Line?
        do {
            try begin(identity)
            line = trouble.passed(now: MonotonicClock.nowSeconds)
        } catch {
            line = trouble.met("\(error)", now: MonotonicClock.nowSeconds)
        }
        log.trouble("the chain cannot be proven", line)
    }

    private func begin(_ identity: DevnetIdentity) throws {
        let configuration = identity.configuration
        try Data(configuration.encoded).write(to: URL(fileURLWithPath: configurationFile), options: .atomic)
        let store = try FolderProofStore(folder: proofsFolder, chain: configuration.fingerprint)
        // The chain is gone with its process, and what was done for it.
        let progress = try ProverProgress(path: ":memory:", chain: configuration.fingerprint)
        let watcher = ProofWatcher(
            prover: BlockProver(
                fetcher: BundleFetcher(client: RPCClient(rpc)), configuration: configuration, store: store),
            progress: progress, log: log, registry: registry)
        let api = ProverStatusAPI(
            progress: progress, store: store, registry: registry, isFollowing: { watcher.isFollowing })
        let threads = ([{ watcher.watch() }, { watcher.work() }] as [@Sendable () -> Void]).compactMap {
            JoinableThread.start($0)
        }
        let next = Current(identity: identity, watcher: watcher, api: api, threads: threads)
        current.withLock { $0 = next }
    }

    private func end() {
        let last = current.withLock { $0.take() }
        last?.watcher.stop()
        for thread in last?.threads ?? [] { thread.join() }
    }
}
