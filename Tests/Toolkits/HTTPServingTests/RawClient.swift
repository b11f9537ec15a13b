import Glibc

/// A client that sends bytes as they are, whatever they are.
final class RawClient {
    let descriptor: Int32

    init(port: UInt16, receiveBuffer: Int32? = nil) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit { close(descriptor) }

    /// False when the server has closed.
    @discardableResult func send(_ bytes: some Sequence<UInt8>) -> Bool {
        let bytes = Array(bytes)
        var offset = 0
        while offset < bytes.count {
            let sent = bytes[offset...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent <= 0 { return false }
            offset += sent
        }
        return true
    }

    @discardableResult func send(_ text: String) -> Bool { send(text.utf8) }

    func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Reads until the server closes, `until` appears, or `seconds` pass without a byte: long by default, since a
    /// test that waits for an answer must not fail on a busy machine.
    func receive(until: String? = nil, seconds: Int = 60) -> (text: String, isClosed: Bool) {
        let (bytes, isClosed) = receiveBytes(until: until, seconds: seconds)
        return (text(bytes), isClosed)
    }

    /// The same as bytes.
    func receiveBytes(until: String? = nil, seconds: Int = 60) -> (bytes: [UInt8], isClosed: Bool) {
        var timeout = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count == 0 || (count < 0 && errno == ECONNRESET) { return (received, true) }
            if count < 0 { return (received, false) }
            received += buffer[..<count]
            if let until, text(received.suffix(until.utf8.count + count)).contains(until) {
                return (received, false)
            }
        }
    }

    private func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
