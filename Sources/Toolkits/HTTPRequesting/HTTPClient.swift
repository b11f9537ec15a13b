import CCurl
import CCurlShim
import Synchronization

/// Why a request got no answer.
public enum HTTPClientError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The address is malformed or not http(s).
    case badAddress(String)
    /// A header line that would not be one line.
    case badHeader
    /// Connecting, sending or receiving failed or took too long; the address and curl's words.
    case transport(String)
    /// The answer is larger than allowed.
    case tooLarge

    public var description: String {
        switch self {
        case .badAddress(let text): "bad address: \(text)"
        case .badHeader: "a header of the request is no line of visible characters"
        case .transport(let text): text
        case .tooLarge: "the answer is larger than allowed"
        }
    }
}

/// The bounds of one request.
public struct HTTPClientLimits: Sendable {
    /// The answer's body, bytes.
    public var bodyBytesMax = 64 << 20
    /// The answer's header lines together, bytes.
    public var headBytesMax = 64 << 10
    /// Time to connect, milliseconds.
    public var connectMillis = 3_000
    /// Time for the whole exchange, milliseconds.
    public var totalMillis = 60_000

    public init() {}
}

/// An answer with any status.
public struct HTTPAnswer: Sendable {
    public var status: Int
    public var body: [UInt8]
}

/// A blocking HTTP client over libcurl: connections are kept alive and shared between threads, redirects are not
/// followed, sizes and times are bounded.
public final class HTTPClient: Sendable {
    public let limits: HTTPClientLimits
    private let idle = Mutex<[CurlHandle]>([])

    public init(limits: HTTPClientLimits = HTTPClientLimits()) { self.limits = limits }

    /// GET. Blocks until the whole answer is there.
    public func get(_ address: String) throws(HTTPClientError) -> HTTPAnswer {
        try perform(OutgoingRequest(.get, address))
    }

    /// POST. Blocks until the whole answer is there.
    public func post(
        _ address: String, body: [UInt8], contentType: String = "application/json"
    ) throws(HTTPClientError) -> HTTPAnswer {
        try perform(OutgoingRequest(.post, address, headers: [("Content-Type", contentType)], body: body))
    }

    /// Any request. Blocks until the whole answer is there.
    public func perform(_ request: OutgoingRequest) throws(HTTPClientError) -> HTTPAnswer {
        let handle: CurlHandle
        if let kept = idle.withLock({ $0.popLast() }) { handle = kept } else { handle = try CurlHandle() }
        let answer = try handle.perform(request, limits: limits)
        // A handle that failed is dropped with its connection.
        idle.withLock { if $0.count < 64 { $0.append(handle) } }
        return answer
    }
}
