/// An answer of the explorer, independent of the HTTP server that sends it.
public struct ExplorerResponse: Sendable {
    /// How long a browser may keep an answer.
    enum Keeping: Sendable, Equatable {
        /// Not at all: it is about "now".
        case never
        /// For ever: its address contains its hash.
        case always
        /// As long as the server says that it has still this tag.
        case tagged(String)
    }

    public var status: Int
    public var contentType: String
    public var body: [UInt8]
    public var headers: [(name: String, value: String)]
    let keeping: Keeping

    init(status: Int = 200, contentType: String, body: [UInt8], keeping: Keeping = .never) {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.keeping = keeping
        headers = SecurityHeaders.all
        switch keeping {
        case .never: headers.append(("Cache-Control", "no-store"))
        case .always: headers.append(("Cache-Control", "public, max-age=31536000, immutable"))
        case .tagged(let tag):
            headers.append(("Cache-Control", "public, no-cache"))
            headers.append(("ETag", tag))
        }
    }

    /// Plain text, such as a program's reader wants it.
    init(status: Int, text: String) {
        self.init(status: status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
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
