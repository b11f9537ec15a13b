/// A whole answer.
public struct HTTPResponse: Sendable {
    public var status: Int
    public var contentType: String
    /// Further header lines. Lines with control characters are left out.
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]

    public init(
        status: Int = 200, contentType: String = "application/json", headers: [(name: String, value: String)] = [],
        body: [UInt8]
    ) {
        self.status = status
        self.contentType = contentType
        self.headers = headers
        self.body = body
    }

    /// An answer of plain text.
    public init(status: Int = 200, text: String, headers: [(name: String, value: String)] = []) {
        self.init(
            status: status, contentType: "text/plain; charset=utf-8", headers: headers, body: Array(text.utf8))
    }
}

/// What a handler gives back.
public enum HTTPReply: Sendable {
    case response(HTTPResponse)
    /// An answer of unknown length, such as server-sent events: the head is sent, then `open` is called once with the
    /// stream. The body of the given response is sent first.
    case stream(HTTPResponse, open: @Sendable (HTTPStream) -> Void)
    /// The connection becomes a WebSocket, if the request opens one; else status 400. `open` is called once with it.
    case webSocket(open: @Sendable (WebSocket) -> WebSocketHandler)
    /// An answer that may take long: made by workers kept for such, which take clients in turns and bound each one's
    /// share (`HTTPLimits.longWorkers` and those behind it). The work should ask the request's `cancellation`.
    case longWork(@Sendable () -> HTTPReply)
}

/// Request in, answer out. Called on a worker thread, several at a time; it may block, and is expected to bound its
/// own time below `HTTPLimits.answerSeconds`.
public typealias HTTPHandler = @Sendable (HTTPRequest) -> HTTPReply

/// The reason phrases of the statuses in use.
enum ReasonPhrase {
    static func of(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 204: "No Content"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 304: "Not Modified"
        case 400: "Bad Request"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 411: "Length Required"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 417: "Expectation Failed"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        case 505: "HTTP Version Not Supported"
        default: "Status"
        }
    }
}
