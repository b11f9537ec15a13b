import Glibc
import Synchronization
import Threading

/// A server that ends its first answers in the middle of the body, and gives the next ones whole.
public final class CutServer: Sendable {
    public let port: UInt16
    private let listener: Int32
    private let answered = Mutex(0)

    /// - Parameters:
    ///   - body: what every answer is, status 200.
    ///   - cuts: how many answers are cut.
    public init?(body: [UInt8], cuts: Int) {
        guard let (listener, port) = Self.listen() else { return nil }
        (self.listener, self.port) = (listener, port)
        _ = JoinableThread.start { [weak self] in
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                guard let self else { return _ = close(connection) }
                self.answer(connection, body, isCut: self.answered.withLock { $0 < cuts })
            }
        }
    }

    /// A socket that listens at a free port of this machine.
    private static func listen() -> (socket: Int32, port: UInt16)? {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in(), length = socklen_t(MemoryLayout<sockaddr_in>.size)
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && Glibc.listen(listener, 8) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        return isBound ? (listener, UInt16(bigEndian: address.sin_port)) : nil
    }

    /// Answers given so far.
    public var count: Int { answered.withLock { $0 } }

    /// Ends it.
    public func stop() { _ = shutdown(listener, Int32(SHUT_RDWR)) }

    private func answer(_ connection: Int32, _ body: [UInt8], isCut: Bool) {
        var buffer = [UInt8](repeating: 0, count: 64 << 10), request: [UInt8] = []
        while !String(decoding: request, as: UTF8.self).contains("\r\n\r\n") {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return _ = close(connection) }
            request += buffer.prefix(count)
        }
        let head = Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n".utf8)
        let answer = head + body.prefix(isCut ? body.count / 2 : body.count)
        answered.withLock { $0 += 1 }
        _ = write(connection, answer, answer.count)
        shutdown(connection, Int32(SHUT_RDWR))
        close(connection)
    }
}
