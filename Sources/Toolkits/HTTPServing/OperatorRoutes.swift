/// The three routes that every service answers for its operator, spelled the same everywhere: `/health` (the process
/// answers), `/ready` (200, or 503 with the reason why it cannot serve now) and `/metrics` (Prometheus text).
public struct OperatorRoutes: Sendable {
    /// Whether a service can do its work.
    public enum Readiness: Equatable, Sendable {
        case ready
        /// Not now; the reason, for people.
        case notReady(String)
    }

    private let readiness: @Sendable () -> Readiness
    private let metricsText: @Sendable () -> String

    /// `readiness` and `metricsText` are asked anew for every request.
    public init(
        readiness: @escaping @Sendable () -> Readiness, metricsText: @escaping @Sendable () -> String
    ) {
        self.readiness = readiness
        self.metricsText = metricsText
    }

    /// Whether a path is one of the three.
    func serves(_ path: String) -> Bool { ["/health", "/ready", "/metrics"].contains(path) }

    /// The answer to a request for one of the three; nil for all other paths.
    public func answer(_ request: HTTPRequest) -> HTTPResponse? {
        guard serves(request.path) else { return nil }
        guard request.method == "GET" || request.method == "HEAD" else {
            return HTTPResponse(status: 405, text: "method not allowed")
        }
        switch request.path {
        case "/health": return HTTPResponse(text: "alive")
        case "/metrics":
            return HTTPResponse(
                contentType: "text/plain; version=0.0.4; charset=utf-8", body: Array(metricsText().utf8))
        default:
            switch readiness() {
            case .ready: return HTTPResponse(text: "ready")
            case .notReady(let reason): return HTTPResponse(status: 503, text: "not ready: \(reason)")
            }
        }
    }
}
