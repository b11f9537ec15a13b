import Foundation
import Synchronization
import Testing

@testable import HTTPServing

/// Clients that ask and do not read.
@Suite struct HTTPBackPressureTests {
    private static let request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

    /// Counts requests for `/`, which it answers with 64 KiB; everything else is an echo.
    private final class Counting: Sendable {
        let count = Atomic(0)

        func answer(_ request: HTTPRequest) -> HTTPReply {
            guard request.path == "/" else { return echo(request) }
            count.add(1, ordering: .relaxed)
            return .response(HTTPResponse(body: [UInt8](repeating: 0x61, count: 65_536)))
        }
    }

    @Test func `pipelined requests wait while an answer is not taken, and go on when it is`() throws {
        let counting = Counting()
        let server = try HTTPServer(port: 0, handler: { counting.answer($0) })
        defer { server.stop() }
        let silent = RawClient(port: server.port, receiveBuffer: 4_096), count = 400
        silent.send(String(repeating: Self.request, count: count - 1))
        silent.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        // Turns of the loop in which a server without the rule answers all of them.
        let other = RawClient(port: server.port)
        for turn in 0..<2 * count {
            other.send("GET /\(turn) HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(other.receive(until: "|").text.contains("/\(turn) "))
        }
        // What the socket's buffers hold (a few MiB) may have been answered.
        #expect(counting.count.load(ordering: .relaxed) < count / 2)
        #expect(silent.receive().text.ranges(of: "HTTP/1.1 200 OK").count == count)
    }

    @Test func `all connections together hold no more than the budget`() throws {
        var limits = HTTPLimits()
        limits.heldBytesMax = 4 << 20
        let server = try HTTPServer(port: 0, limits: limits, handler: echo)
        defer { server.stop() }
        let silent = (0..<6).map { _ in RawClient(port: server.port, receiveBuffer: 4_096) }
        for client in silent {
            client.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
            // The answer has begun to arrive: it is queued.
            var byte: UInt8 = 0
            _ = recv(client.descriptor, &byte, 1, Int32(MSG_PEEK))
        }
        let other = RawClient(port: server.port)
        other.send("GET /ok HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(other.receive(until: "|").text.contains("/ok"))
        let whole = silent.count { $0.receive(seconds: 1).text.utf8.count > 4 << 20 }
        // Some were closed for the others; the buffers of the sockets hold a part of each answer besides.
        #expect((1...4).contains(whole))
    }

    @Test func `one answer larger than the budget is served`() throws {
        var limits = HTTPLimits()
        limits.heldBytesMax = 1 << 20
        let server = try HTTPServer(port: 0, limits: limits, handler: echo)
        defer { server.stop() }
        let client = RawClient(port: server.port)
        client.send("GET /big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        #expect(client.receive().text.utf8.count > 4 << 20)
    }

    @Test func `bodies that wait for a worker count too`() throws {
        var limits = HTTPLimits()
        limits.workers = 1
        limits.queuedRequestBytesMax = 250_000
        let server = try HTTPServer(port: 0, limits: limits, handler: echo)
        defer { server.stop() }
        let slow = RawClient(port: server.port)
        slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        let body = String(repeating: "a", count: 100_000)
        let clients = (0..<4).map { _ in RawClient(port: server.port) }
        for client in clients {
            client.send(
                "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 100000\r\n\r\n" + body)
        }
        let statuses = clients.map { status($0.receive().text) }
        #expect(statuses.contains("200") && statuses.contains("503"))
    }
}
