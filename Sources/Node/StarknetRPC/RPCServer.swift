public import HTTPServing
import StarknetJSON

/// The HTTP side of the RPC: POST to the paths of `RPCVersion`; beside it the operator's routes.
public struct RPCServer: Sendable {
    let service: RPCService
    /// What the operator asks; served by a worker of its own.
    public let routes: OperatorRoutes
    let browsers: BrowserPolicy
    let observe: @Sendable (Duration) -> Void

    /// `metricsText` gives the Prometheus text, `readiness` whether the node can serve, `observe` sees the time each
    /// request took.
    public init(
        service: RPCService, metricsText: @escaping @Sendable () -> String,
        readiness: @escaping @Sendable () -> OperatorRoutes.Readiness, browsers: BrowserPolicy = BrowserPolicy(),
        observe: @escaping @Sendable (Duration) -> Void = { _ in }
    ) {
        self.service = service
        routes = OperatorRoutes(readiness: readiness, metricsText: metricsText)
        self.browsers = browsers
        self.observe = observe
    }

    /// The handler to serve with.
    public func handle(_ request: HTTPRequest) -> HTTPReply {
        if let refusal = browsers.refusal(request) { return .response(refusal) }
        let path = request.path, openness = browsers.headers(request)
        if request.method == "GET", let version = RPCVersion(socketPath: path) {
            return .webSocket(open: socket(version))
        }
        switch (request.method, path) {
        case ("GET", "/is_alive"): return .response(HTTPResponse(text: "alive"))
        case ("OPTIONS", _):
            let headers =
                openness + [
                    ("Access-Control-Allow-Methods", "POST, GET, OPTIONS"),
                    ("Access-Control-Allow-Headers", "content-type"), ("Access-Control-Max-Age", "86400"),
                ]
            return .response(HTTPResponse(status: 204, headers: headers, body: []))
        default:
            guard let version = RPCVersion(path: path) else {
                if path == "/is_alive" { return .response(HTTPResponse(status: 405, text: "method not allowed")) }
                return .response(HTTPResponse(status: 404, text: "not found"))
            }
            guard request.method == "POST" else {
                return .response(HTTPResponse(status: 405, text: "method not allowed"))
            }
            return reply(request, version, openness)
        }
    }

    /// A client's socket, whose methods are those of a version.
    private func socket(_ version: RPCVersion) -> @Sendable (WebSocket) -> WebSocketHandler {
        { [service] socket in
            let client = RPCSocket(
                service, version, send: { socket.send($0) }, sendWaiting: { socket.sendWaiting($0) })
            return WebSocketHandler(message: { client.answer($0) }, closed: { client.close() })
        }
    }

    private func reply(
        _ request: HTTPRequest, _ version: RPCVersion, _ openness: [(name: String, value: String)]
    ) -> HTTPReply {
        let work = service.read(request.body, version: version), cancellation = request.cancellation
        let answer: @Sendable () -> HTTPReply = {
            let start = ContinuousClock.now
            let body = work.answer(isCancelled: { cancellation.isCancelled })
            observe(ContinuousClock.now - start)
            return .response(HTTPResponse(status: body == nil ? 204 : 200, headers: openness, body: body ?? []))
        }
        return work.isLong ? .longWork(answer) : answer()
    }
}
