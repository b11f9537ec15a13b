import Foundation
import JSONCoding
import Testing

/// A client of the node's WebSocket: sends requests and reads what comes.
final class WebSocketClient {
    private let descriptor: Int32
    private var input: [UInt8] = []

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(connected == 0)
        write(
            Array(
                ("GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").utf8))
        while input.firstRange(of: Array("\r\n\r\n".utf8)) == nil { try fill() }
        let end = try #require(input.firstRange(of: Array("\r\n\r\n".utf8))).upperBound
        #expect(String(decoding: input[..<end], as: UTF8.self).hasPrefix("HTTP/1.1 101 "))
        input.removeFirst(end)
    }

    deinit { close(descriptor) }

    /// Sends a request and returns the message that answers it; none may come between.
    func call(_ method: String, _ parameters: String) throws -> JSONValue {
        let request = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(parameters)}"#
        let payload = Array(request.utf8)
        let length = [0xFE, UInt8(payload.count >> 8 & 0xFF), UInt8(payload.count & 0xFF)]
        write([0x81] + (payload.count < 126 ? [0x80 | UInt8(payload.count)] : length) + [0, 0, 0, 0] + payload)
        return try next()
    }

    /// The next message.
    func next() throws -> JSONValue {
        while true {
            if input.count >= 2 {
                let short = Int(input[1]), lengthCount = short == 127 ? 8 : short == 126 ? 2 : 0
                if input.count >= 2 + lengthCount {
                    let length = lengthCount == 0 ? short : input[2..<(2 + lengthCount)].reduce(0) { $0 << 8 | Int($1) }
                    if input.count >= 2 + lengthCount + length {
                        let payload = Array(input[(2 + lengthCount)..<(2 + lengthCount + length)])
                        input.removeFirst(2 + lengthCount + length)
                        return try JSONDocument(payload).root
                    }
                }
            }
            try fill()
        }
    }

    private func fill() throws {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        try #require(count > 0)
        input += buffer[..<count]
    }

    private func write(_ bytes: [UInt8]) {
        var offset = 0
        while offset < bytes.count {
            let sent = bytes[offset...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent <= 0 { return }
            offset += sent
        }
    }
}
