import Glibc
public import HTTPServing
public import Observability
import SQLiteStorage
import Synchronization

/// The explorer as a whole: its index, the thread that follows the chain, and the HTTP handler.
public final class ExplorerSite: Sendable {
    let router: ExplorerRouter
    private let follower: ChainFollower
    private let compression = ResponseCompression()
    private let stopping = Atomic<Bool>(false)

    /// - Parameters:
    ///   - indexPath: the SQLite file; made when absent.
    ///   - verifier: the WebAssembly verifier, or nil when block verification is switched off.
    ///   - pinnedGenesis: the hash of block 0 that verifiers pin, in minimal hex; nil where nothing is verified.
    public init(
        indexPath: String, node: any ExplorerNode, proofs: any ProofStatusSource, bundles: any BundleSource,
        verifier: LoadedVerifier?, chainID: String, pinnedGenesis: String?, log: Logger
    ) throws {
        let index = try ExplorerIndex(path: indexPath)
        // An index of another chain would mix two histories. A chain of the same name is told apart by its genesis: the
        // follower compares it.
        if let known = try index.fact("chain"), known != chainID {
            throw ExplorerError.otherChain(path: indexPath, known: known, found: chainID)
        }
        try index.setFact("chain", chainID)
        if let pinnedGenesis, let known = try index.fact("genesis"), known != pinnedGenesis {
            log.warning(
                "the index is of another chain than the configuration: it is emptied and read again",
                ["index": .text(known), "configuration": .text(pinnedGenesis)])
            try index.clear()
        }
        let clock: @Sendable () -> UInt64 = { UInt64(clamping: time(nil)) }
        let health = SourceHealth(nodeAnswered: try index.fact("seen").flatMap { UInt64($0) }, now: clock)
        let watched = WatchedNode(node: node, health: health)
        let proofFollower = ProofFollower(index: index, source: proofs, health: health)
        router = ExplorerRouter(
            index: index, node: watched, bundles: bundles, proofs: proofFollower, verifier: verifier, health: health,
            chainID: chainID, log: log, now: clock)
        follower = ChainFollower(
            index: index, node: watched, proofs: proofFollower, health: health, log: log, pinnedGenesis: pinnedGenesis,
            now: clock)
    }

    /// Follows the chain until `stop`; blocks its thread. `pause` waits between two looks.
    public func follow(pause: () -> Void) {
        while !stopping.load(ordering: .acquiring) {
            if !follower.step() { pause() }
        }
    }

    public func stop() { stopping.store(true, ordering: .releasing) }

    public func answer(_ request: HTTPRequest) -> HTTPReply {
        guard request.method == "GET" || request.method == "HEAD" else {
            return .response(HTTPResponse(status: 405, text: "only GET\n"))
        }
        guard let parts = request.pathParts else {
            return .response(HTTPResponse(status: 400, text: "malformed path\n"))
        }
        // Pages that wait for the node have workers of their own: a slow node makes no other page slow.
        if ExplorerRouter.asksNode(parts) { return .longWork { [self] in .response(page(parts, request)) } }
        return .response(page(parts, request))
    }

    private func page(_ parts: [String], _ request: HTTPRequest) -> HTTPResponse {
        var query: [String: String] = [:]
        for name in ExplorerRouter.queryNames { query[name] = request.query(name) }
        let path = "/" + parts.joined(separator: "/")
        let made = router.respond(path: path, query: query)
        if case .tagged(let tag) = made.keeping, request.header("if-none-match") == tag {
            return HTTPResponse(status: 304, contentType: made.contentType, headers: made.headers, body: [])
        }
        let answer = compression.encode(made, path: path, accepting: request.header("accept-encoding"))
        return HTTPResponse(
            status: answer.status, contentType: answer.contentType, headers: answer.headers,
            body: request.method == "HEAD" ? [] : answer.body)
    }
}

/// Why the explorer could not start.
public enum ExplorerError: Error, CustomStringConvertible {
    case otherChain(path: String, known: String, found: String)

    public var description: String {
        switch self {
        case .otherChain(let path, let known, let found):
            "\(path) is the index of chain \(known), the node is on chain \(found): name another file with --index"
        }
    }
}
