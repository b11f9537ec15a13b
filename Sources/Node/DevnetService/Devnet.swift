import BlockProduction
import ChainStorage
import FiniteFields
import Foundation
import HTTPServing
import Observability
import StarknetModel
import StarknetRPC
import Synchronization
import Threading
public import TransactionExecution
import TransactionPool

/// A development network: one node with a chain that can be begun anew, moved in time and looked into, and the `devnet_*`
/// methods that tools rely on. Not for anything of value: it signs for everyone.
public final class Devnet: Sendable {
    struct Current {
        let chain: DevnetChain
        var generation: UInt64
        let service: RPCService
        let server: RPCServer
    }

    let settings: DevnetSettings
    let clock: DevnetClock
    let artifacts: ContractArtifacts
    let current: Mutex<Current?>
    private let http = Mutex<HTTPServer?>(nil)
    private let interval = Mutex<JoinableThread?>(nil)
    private let stopping = StopFlag()
    /// Hashes of the blocks that snapshots were taken at.
    let snapshots = Mutex<[Felt252]>([])
    /// Guards what replaces the chain.
    let replacement = Monitor()

    /// Makes the chain and serves it.
    public init(_ settings: DevnetSettings) throws {
        self.settings = settings
        clock = DevnetClock(start: settings.startTime, isFrozen: settings.isTimeFrozen)
        artifacts = try ContractArtifacts(folder: settings.contractsFolder)
        current = Mutex(nil)
        show(try DevnetChain(settings, clock, artifacts: artifacts))
        var limits = HTTPLimits()
        limits.bodyBytesMax = RPCLimits.bodyBytesMax
        limits.longWorkers = 2
        limits.connectionsPerAddressMax = limits.connectionsMax
        // One developer's machine: nobody has to be kept from using all of it.
        limits.longSecondsPerAddressMax = .infinity
        limits.longRequestsPerAddressMax = limits.queuedLongRequestsMax
        let routes = OperatorRoutes(readiness: { .ready }, metricsText: { "" })
        let server = try HTTPServer(
            address: settings.rpcAddress, port: settings.rpcPort, limits: limits, routes: routes
        ) { [self] request in
            guard let server = current.withLock({ $0 })?.server else {
                return .response(HTTPResponse(status: 503, text: "stopping"))
            }
            return server.handle(request)
        }
        http.withLock { $0 = server }
        if case .interval(let seconds) = settings.blocks {
            interval.withLock { $0 = JoinableThread.start { [self] in makeBlocks(every: seconds) } }
        }
    }

    /// The port that is listened on.
    public var rpcPort: UInt16 { http.withLock { $0?.port } ?? 0 }

    /// The accounts that hold tokens.
    public var accounts: [GenesisAccount] { current.withLock { $0 }?.chain.accounts ?? [] }

    /// Closes the server and removes the chain.
    public func stop() {
        stopping.set()
        let server = http.withLock { $0.take() }
        server?.stop()
        let thread = interval.withLock { $0.take() }
        thread?.join()
        let last = current.withLock { $0.take() }
        last?.service.stop()
        last?.chain.remove()
    }

    /// The chain that is served now.
    func chain() throws(RPCError) -> DevnetChain {
        guard let chain = current.withLock({ $0 })?.chain else { throw RPCError.internalError }
        return chain
    }

    /// Serves a chain from now on, and removes the one before it.
    func show(_ chain: DevnetChain) {
        let service = RPCService(
            chain: chain.producer.chain, store: chain.store, pool: chain.producer.pool, execution: chain.execution,
            extensions: methods, tellsOnceAdded: true)
        let server = RPCServer(
            service: service, metricsText: { "" }, readiness: { .ready },
            browsers: BrowserPolicy(origins: settings.rpcOrigins, hosts: settings.rpcHosts))
        let old = current.withLock { current in
            let generation = (current?.generation ?? 0) + 1
            defer { current = Current(chain: chain, generation: generation, service: service, server: server) }
            return current
        }
        old?.service.stop()
        old?.chain.remove()
    }

    private func makeBlocks(every seconds: Double) {
        var next = MonotonicClock.nowSeconds + seconds
        while !stopping.wait(millis: Int((next - MonotonicClock.nowSeconds) * 1_000)) {
            next += seconds
            _ = try? chain().makeBlock(evenEmpty: true)
        }
    }
}
