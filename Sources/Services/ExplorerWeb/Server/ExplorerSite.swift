public import HTTPServing
public import Observability
import SQLiteStorage
import Synchronization

/// The explorer as a whole: its index, the thread that follows the chain, and the HTTP handler.
public final class ExplorerSite: Sendable {
    let router: ExplorerRouter
    private let follower: ChainFollower
    private let stopping = Atomic<Bool>(false)

    /// - Parameters:
    ///   - indexPath: the SQLite file; made when absent.
    ///   - verifier: the WebAssembly verifier, or nil when block verification is switched off.
    public init(
        indexPath: String, node: any ExplorerNode, proofs: any ProofStatusSource, bundles: any BundleSource,
        verifier: LoadedVerifier?, chainID: String, log: Logger
    ) throws {
        let index = try ExplorerIndex(path: indexPath)
        // An index of another chain would mix two histories.
        if let known = try index.fact("chain"), known != chainID {
            throw ExplorerError.otherChain(path: indexPath, known: known, found: chainID)
        }
        try index.setFact("chain", chainID)
        router = ExplorerRouter(index: index, node: node, bundles: bundles, verifier: verifier, chainID: chainID)
        follower = ChainFollower(index: index, node: node, proofs: proofs, log: log)
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
        guard let parts = request.pathParts else { return .response(HTTPResponse(status: 400, text: "malformed path\n")) }
        var query: [String: String] = [:]
        for name in ["q", "before"] { query[name] = request.query(name) }
        let answer = router.respond(path: "/" + parts.joined(separator: "/"), query: query)
        return .response(
            HTTPResponse(
                status: answer.status, contentType: answer.contentType, headers: answer.headers,
                body: request.method == "HEAD" ? [] : answer.body))
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
