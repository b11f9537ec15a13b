import CLinux
import Foundation
import Threading

/// Why a server could not start.
public struct HTTPServerError: Error, CustomStringConvertible, Sendable {
    public var description: String
    init(_ description: String) { self.description = description }
}

/// An HTTP/1.1 server on its own thread: requests in, whole answers or streams out, everything bounded by `HTTPLimits`.
///
/// Keep-alive and pipelining (one request of a connection in work at a time), chunked and plain bodies. TLS is left to
/// a proxy in front. Start it once; `stop` finishes the answers under way.
public final class HTTPServer: Sendable {
    /// The port that is listened on.
    public let port: UInt16
    private let loop: EventLoop
    private let thread: JoinableThread

    /// Binds and starts. `address` is a dotted IPv4 address; port 0 takes a free one. `routes` are answered by a worker of
    /// their own, all else by `handler`.
    public init(
        address: String = "127.0.0.1", port: UInt16, limits: HTTPLimits = HTTPLimits(), routes: OperatorRoutes? = nil,
        handler: @escaping HTTPHandler
    ) throws(HTTPServerError) {
        let (listener, boundPort) = try Self.listen(address, port)
        self.port = boundPort
        loop = try EventLoop(listener: listener, limits: limits, routes: routes, handler: handler)
        guard let started = JoinableThread.start({ [loop] in loop.run() }) else {
            throw HTTPServerError("the system has no thread for the server")
        }
        thread = started
    }

    /// Stops accepting, finishes the answers under way (at most `drainSeconds`), cancels and waits for the handlers that
    /// still run, ends the streams. Blocks until done: no handler runs afterwards. Call it once, and not from a handler.
    public func stop() {
        loop.post(.stop)
        thread.join()
    }

    private static func listen(_ address: String, _ port: UInt16) throws(HTTPServerError) -> (Int32, UInt16) {
        var bound = sockaddr_in()
        bound.sin_family = sa_family_t(AF_INET)
        bound.sin_port = port.bigEndian
        guard inet_pton(AF_INET, address, &bound.sin_addr) == 1 else {
            throw HTTPServerError("'\(address)' is not an IPv4 address")
        }
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let listener = socket(AF_INET, kind, 0)
        guard listener >= 0 else { throw HTTPServerError("socket: \(String(cString: strerror(errno)))") }
        var one: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, 4)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failure: Int32 = withUnsafeMutablePointer(to: &bound) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                if bind(listener, generic, length) != 0 || Foundation.listen(listener, 1_024) != 0 { return errno }
                return getsockname(listener, generic, &length) == 0 ? 0 : errno
            }
        }
        guard failure == 0 else {
            close(listener)
            throw HTTPServerError("cannot listen on \(address):\(port): \(String(cString: strerror(failure)))")
        }
        return (listener, UInt16(bigEndian: bound.sin_port))
    }
}
