import Foundation
import Synchronization
import Testing

@testable import HTTPServing

@Suite struct WebSocketTests {
    private let opening =
        "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

    /// A client's frame, masked.
    private func frame(_ opcode: UInt8, _ payload: [UInt8], isLast: Bool = true) -> [UInt8] {
        let mask: [UInt8] = [1, 2, 3, 4]
        let length: [UInt8] =
            payload.count < 126
            ? [0x80 | UInt8(payload.count)]
            : payload.count <= 0xFFFF
                ? [0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
                : [0xFF] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        return [(isLast ? 0x80 : 0) | opcode] + length + mask
            + payload.enumerated().map { $0.element ^ mask[$0.offset & 3] }
    }

    /// A server that sends every message back, and the sockets that it opened.
    private func echoServer(
        _ change: (inout HTTPLimits) -> Void = { _ in }, closed: @escaping @Sendable () -> Void = {}
    ) throws -> HTTPServer {
        var limits = HTTPLimits()
        limits.bodyBytesMax = 1_000
        change(&limits)
        return try HTTPServer(port: 0, limits: limits) { _ in
            .webSocket { socket in
                WebSocketHandler(
                    message: { bytes in
                        socket.send(bytes)
                        return nil
                    }, closed: closed)
            }
        }
    }

    @Test func `the hash and the text of the opening are those of the standard`() {
        #expect(
            SHA1.hash(Array("abc".utf8)) == [
                0xA9, 0x99, 0x3E, 0x36, 0x47, 0x06, 0x81, 0x6A, 0xBA, 0x3E, 0x25, 0x71, 0x78, 0x50, 0xC2, 0x6C, 0x9C,
                0xD0,
                0xD8, 0x9D,
            ])
        #expect(Base64.encode(Array("a".utf8)) == "YQ==" && Base64.encode(Array("ab".utf8)) == "YWI=")
        let headers = [
            (name: "upgrade", value: "websocket"), (name: "connection", value: "Upgrade"),
            (name: "sec-websocket-version", value: "13"),
            (name: "sec-websocket-key", value: "dGhlIHNhbXBsZSBub25jZQ=="),
        ]
        let request = HTTPRequest(method: "GET", target: "/ws", headers: headers)
        #expect(WebSocketOpening.accept(request) == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        for index in headers.indices {
            var fewer = headers
            fewer.remove(at: index)
            #expect(WebSocketOpening.accept(HTTPRequest(method: "GET", target: "/ws", headers: fewer)) == nil)
        }
    }

    @Test func `messages go both ways, whole and in fragments, between pings`() throws {
        let server = try echoServer()
        defer { server.stop() }
        let client = RawClient(port: server.port)
        client.send(opening)
        #expect(client.receive(until: "\r\n\r\n").text.hasPrefix("HTTP/1.1 101 "))
        client.send(frame(1, Array("one|".utf8)))
        #expect(client.receiveBytes(until: "|").bytes == [0x81, 4] + Array("one|".utf8))
        client.send(frame(2, Array("tw".utf8), isLast: false))
        client.send(frame(9, Array("p|".utf8)))
        #expect(client.receiveBytes(until: "|").bytes == [0x8A, 2] + Array("p|".utf8))
        for byte in frame(0, Array("o|".utf8)) { client.send([byte]) }
        #expect(client.receiveBytes(until: "|").bytes == [0x81, 4] + Array("two|".utf8))
        client.send(frame(1, Array("a|".utf8)) + frame(1, Array("b|".utf8)))
        #expect(client.receive(until: "b|").text.contains("a|"))
        client.send(frame(8, []))
        #expect(client.receiveBytes().bytes == [0x88, 2, 3, 0xE8])
    }

    @Test func `what breaks the protocol or the limit is closed with its code`() throws {
        var unmasked = frame(1, [65])
        unmasked[1] &= 0x7F
        var reserved = frame(1, [65])
        reserved[0] |= 0x40
        let cases: [([UInt8], UInt16)] = [
            (unmasked, 1_002), (reserved, 1_002), (frame(3, []), 1_002), (frame(0, [65]), 1_002),
            (frame(1, [65], isLast: false) + frame(1, [65]), 1_002), (frame(9, [65], isLast: false), 1_002),
            (frame(9, [UInt8](repeating: 65, count: 126)), 1_002),
            (frame(1, [UInt8](repeating: 65, count: 1_001)), 1_009),
            (
                frame(1, [UInt8](repeating: 65, count: 600), isLast: false)
                    + frame(0, [UInt8](repeating: 65, count: 401)), 1_009
            ),
            ([0x81, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0], 1_009),
        ]
        let server = try echoServer()
        defer { server.stop() }
        for (bytes, code) in cases {
            let client = RawClient(port: server.port)
            client.send(opening)
            _ = client.receive(until: "\r\n\r\n")
            client.send(bytes)
            #expect(client.receiveBytes().bytes == [0x88, 2, UInt8(code >> 8), UInt8(code & 0xFF)])
        }
        let client = RawClient(port: server.port)
        client.send(opening)
        _ = client.receive(until: "\r\n\r\n")
        client.send(frame(1, [UInt8](repeating: 65, count: 999) + Array("|".utf8)))
        #expect(client.receiveBytes(until: "|").bytes.count == 1_004)
    }

    @Test func `what opens no socket is answered with 400`() throws {
        let server = try echoServer()
        defer { server.stop() }
        let client = RawClient(port: server.port)
        client.send("GET /ws HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(client.receive(until: "\r\n\r\n").text.hasPrefix("HTTP/1.1 400 "))
    }

    @Test func `a client that does not read is cut off, and its handler told`() throws {
        let isClosed = DispatchSemaphore(value: 0)
        let sent = Mutex(0)
        var limits = HTTPLimits()
        limits.streamQueueMessagesMax = 50
        let server = try HTTPServer(port: 0, limits: limits) { _ in
            .webSocket { socket in
                WebSocketHandler(
                    message: { _ in
                        // More than the system's buffers and the queue hold.
                        let bytes = [UInt8](repeating: 65, count: 60_000)
                        while socket.send(bytes) { sent.withLock { $0 += 1 } }
                        return nil
                    }, closed: { isClosed.signal() })
            }
        }
        defer { server.stop() }
        let client = RawClient(port: server.port)
        client.send(opening)
        _ = client.receive(until: "\r\n\r\n")
        client.send(frame(1, [65]))
        isClosed.wait()
        #expect(sent.withLock { $0 } >= 16)
    }

    @Test func `the end of the client and the end of the server are told once`() throws {
        let isClosed = DispatchSemaphore(value: 0)
        let server = try echoServer(closed: { isClosed.signal() })
        do {
            let client = RawClient(port: server.port)
            client.send(opening)
            _ = client.receive(until: "\r\n\r\n")
        }
        isClosed.wait()
        let client = RawClient(port: server.port)
        client.send(opening)
        _ = client.receive(until: "\r\n\r\n")
        server.stop()
        isClosed.wait()
        #expect(client.receiveBytes().bytes == [0x88, 2, 3, 0xE9])
        #expect(isClosed.wait(timeout: .now()) == .timedOut)
    }
}
