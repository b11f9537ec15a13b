import COpenSSL
import Glibc
import Threading
import ValidatorSigning

/// One TLS connection, run by one thread that alone touches the SSL object.
final class PeerLink {
    private let descriptor: Int32
    private let ssl: OpaquePointer
    private let context: TLSContext
    private let limits: NetworkLimits
    let queue: SendQueue
    private var splitter: FrameSplitter
    private var out: [UInt8] = []
    private var outOffset = 0
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)
    private var lastRead = MonotonicClock.nowMillis
    private var lastWrite = MonotonicClock.nowMillis

    /// What a step of reading or writing waits for.
    private enum Wait { case readable, writable, nothing }

    /// Takes over the descriptor.
    init(descriptor: Int32, isServer: Bool, context: TLSContext, limits: NetworkLimits) throws(NetworkError) {
        guard let ssl = SSL_new(context.handle), SSL_set_fd(ssl, descriptor) == 1 else {
            close(descriptor)
            throw .tls(OpenSSLErrors.take("connection"))
        }
        if isServer { SSL_set_accept_state(ssl) } else { SSL_set_connect_state(ssl) }
        self.descriptor = descriptor
        self.ssl = ssl
        self.context = context
        self.limits = limits
        splitter = FrameSplitter(frameBytesMax: limits.frameBytesMax)
        do { queue = try SendQueue(byteCountMax: limits.queuedBytesMax) } catch {
            SSL_free(ssl)
            close(descriptor)
            throw error
        }
    }

    deinit {
        SSL_free(ssl)
        close(descriptor)
    }

    /// Completes the handshake and returns the pin of the peer's key.
    func handshake() throws(NetworkError) -> [UInt8] {
        let deadline = MonotonicClock.nowMillis + limits.handshakeMillis
        while true {
            ERR_clear_error()
            let result = SSL_do_handshake(ssl)
            if result == 1 { break }
            let wait = try self.wait(after: result, "handshake")
            let left = deadline - MonotonicClock.nowMillis
            guard left > 0 else { throw .handshakeTimeout }
            try poll(wait, millis: left)
            if let reason = queue.ending { throw reason }
        }
        let certificate = SSL_get1_peer_certificate(ssl)
        defer { X509_free(certificate) }
        guard let pin = LinkIdentity.pin(of: certificate) else { throw .tls("no peer certificate") }
        lastRead = MonotonicClock.nowMillis
        return pin
    }

    /// Carries frames until the link ends, and returns why.
    func run(_ receive: ([UInt8]) -> String?) -> NetworkError {
        defer { queue.end(.closed) }
        do throws(NetworkError) {
            while true {
                let writing = try write()
                let reading = try read(receive)
                let now = MonotonicClock.nowMillis
                if now - lastRead > limits.idleMillis { throw .idle }
                if outOffset == out.count { lastWrite = now }
                if now - lastWrite > limits.writeStallMillis { throw .writeStall }
                // Bytes that OpenSSL has decrypted already would not wake `poll`.
                let isPending = reading == .nothing || SSL_pending(ssl) > 0
                let wait: Wait = writing == .writable || reading == .writable ? .writable : .readable
                try poll(wait, millis: isPending ? 0 : 1_000)
            }
        } catch {
            return error
        }
    }

    private func poll(_ wait: Wait, millis: Int) throws(NetworkError) {
        let events = wait == .writable ? POLLIN | POLLOUT : POLLIN
        var waiting = [
            pollfd(fd: descriptor, events: Int16(events), revents: 0),
            pollfd(fd: queue.wake, events: Int16(POLLIN), revents: 0),
        ]
        guard Glibc.poll(&waiting, 2, Int32(clamping: millis)) >= 0 || errno == EINTR else {
            throw .system(call: "poll", code: errno)
        }
        if waiting[1].revents != 0 { queue.acknowledge() }
    }

    private func wait(after result: Int32, _ what: String) throws(NetworkError) -> Wait {
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ: return .readable
        case SSL_ERROR_WANT_WRITE: return .writable
        case SSL_ERROR_ZERO_RETURN: throw .closed
        default: throw .tls(OpenSSLErrors.take(what))
        }
    }

    /// Writes what is queued, as far as the socket takes it.
    private func write() throws(NetworkError) -> Wait {
        while true {
            if outOffset == out.count {
                let (bytes, ending) = queue.take()
                out = bytes
                outOffset = 0
                if bytes.isEmpty {
                    guard let ending else { return .nothing }
                    SSL_shutdown(ssl)
                    throw ending
                }
            }
            ERR_clear_error()
            let count = out.withUnsafeBytes { buffer in
                let part = UnsafeRawBufferPointer(rebasing: buffer[outOffset...].prefix(1 << 20))
                return SSL_write(ssl, part.baseAddress, Int32(part.count))
            }
            guard count > 0 else { return try wait(after: count, "write") }
            outOffset += Int(count)
            lastWrite = MonotonicClock.nowMillis
        }
    }

    /// Reads and hands on frames; bounded per turn so that writing gets its share (`nothing`: more may be there).
    private func read(_ receive: ([UInt8]) -> String?) throws(NetworkError) -> Wait {
        for _ in 0..<32 {
            ERR_clear_error()
            let count = SSL_read(ssl, &chunk, Int32(chunk.count))
            guard count > 0 else { return try wait(after: count, "read") }
            lastRead = MonotonicClock.nowMillis
            splitter.append(chunk[..<Int(count)])
            while let frame = try splitter.next() {
                if let reason = receive(frame) {
                    SSL_shutdown(ssl)
                    throw .refused(reason)
                }
            }
        }
        return .nothing
    }
}
