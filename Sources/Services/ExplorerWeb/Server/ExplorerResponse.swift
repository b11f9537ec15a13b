/// An answer of the explorer, independent of the HTTP server that sends it.
public struct ExplorerResponse: Sendable {
    public var status: Int
    public var contentType: String
    public var body: [UInt8]
    public var headers: [(name: String, value: String)]

    init(status: Int = 200, contentType: String, body: [UInt8], cacheSeconds: Int? = nil) {
        self.status = status
        self.contentType = contentType
        self.body = body
        headers = SecurityHeaders.all
        headers.append(("Cache-Control", cacheSeconds.map { "public, max-age=\($0)" } ?? "no-store"))
    }

    /// A redirect inside the site.
    static func redirect(to path: String) -> ExplorerResponse {
        var response = ExplorerResponse(status: 303, contentType: "text/plain", body: [])
        response.headers.append(("Location", path))
        return response
    }
}

/// The headers of every answer. Nothing but the site's own files runs or loads, WebAssembly may be compiled, and the
/// page cannot be framed; cross-origin isolation keeps other sites' windows apart.
enum SecurityHeaders {
    static let policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
        + "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types starling"

    static let all: [(name: String, value: String)] = [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ]
}
