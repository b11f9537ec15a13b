import Foundation

/// A WebSocket to the node under test: sends text, reads whole messages.
public final class FlowSocket {
    private let descriptor: Int32
    private var input: [UInt8] = []

    /// Opens `/ws` of a node of this machine; nil when that fails.
    public init?(port: UInt16, path: String = "/ws") {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { return nil }
        let opening =
            "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        write(Array(opening.utf8))
        let end = Array("\r\n\r\n".utf8)
        while input.firstRange(of: end) == nil { guard fill(seconds: 10) else { return nil } }
        guard let range = input.firstRange(of: end), input.starts(with: Array("HTTP/1.1 101".utf8)) else { return nil }
        input.removeFirst(range.upperBound)
    }

    deinit { close(descriptor) }

    /// Sends one text message.
    public func send(_ text: [UInt8]) {
        var head: [UInt8] = [0x81]
        switch text.count {
        case 0...125: head.append(0x80 | UInt8(text.count))
        case 126...0xFFFF: head += [0xFE, UInt8(text.count >> 8), UInt8(text.count & 0xFF)]
        default: head += [0xFF] + (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (56 - 8 * $0)) }
        }
        // A mask of zeros changes nothing.
        write(head + [0, 0, 0, 0] + text)
    }

    /// The next message; nil when none comes within `seconds`.
    public func next(seconds: Double) -> [UInt8]? {
        while true {
            if let message = takeMessage() { return message }
            guard fill(seconds: seconds) else { return nil }
        }
    }

    /// A whole message of the input. Pings are answered, or the node would take a slow reader for a dead one; other control
    /// frames are skipped.
    private func takeMessage() -> [UInt8]? {
        while input.count >= 2 {
            let short = Int(input[1] & 0x7F), lengthCount = short == 127 ? 8 : short == 126 ? 2 : 0
            guard input.count >= 2 + lengthCount else { return nil }
            let length =
                lengthCount == 0 ? short : input[2..<(2 + lengthCount)].reduce(0) { ($0 & 0xFF_FFFF) << 8 | Int($1) }
            let end = 2 + lengthCount + length
            guard input.count >= end else { return nil }
            let isText = input[0] & 0x0F == 1, isPing = input[0] & 0x0F == 9
            let message = Array(input[(2 + lengthCount)..<end])
            input.removeFirst(end)
            if isPing, length <= 125 { write([0x8A, 0x80 | UInt8(length), 0, 0, 0, 0] + message) }
            if isText { return message }
        }
        return nil
    }

    private func fill(seconds: Double) -> Bool {
        var timeout = timeval(tv_sec: Int(seconds), tv_usec: Int(seconds.truncatingRemainder(dividingBy: 1) * 1e6))
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        input += buffer[..<count]
        return true
    }

    private func write(_ bytes: [UInt8]) {
        var offset = 0
        while offset < bytes.count {
            let sent = bytes[offset...].withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent <= 0 { return }
            offset += sent
        }
    }
}
