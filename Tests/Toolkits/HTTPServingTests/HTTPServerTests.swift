import Foundation
import Synchronization
import Testing

@testable import HTTPServing

@Suite struct HTTPServerTests {
    @Test func `a request is answered and the connection kept`() throws {
        let server = try HTTPServer(port: 0, handler: echo)
        defer { server.stop() }
        let client = RawClient(port: server.port)
        for round in 0..<3 {
            client.send("POST /a?\(round) HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
            let answer = client.receive(until: "|").text
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.hasSuffix("POST /a?\(round) abc|"))
        }
    }

    @Test func `pipelined requests are answered in order`() throws {
        let one = { (path: String) in "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n" }
        let answer = try exchange(one("/slow") + one("/1") + one("/2") + one("/3"))
        #expect(answer.ranges(of: "HTTP/1.1 200").count == 4)
        let order = ["slow", "GET /1 ", "GET /2 ", "GET /3 "].compactMap { answer.range(of: $0)?.lowerBound }
        #expect(order.count == 4 && order == order.sorted())
    }

    @Test func `a chunked body sent byte by byte is decoded`() throws {
        let server = try HTTPServer(port: 0, handler: echo)
        defer { server.stop() }
        let client = RawClient(port: server.port)
        let raw =
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2;e=1\r\nab\r\n3\r\ncde\r\n0\r\nT: v\r\n\r\n"
        for byte in raw.utf8 { client.send([byte]) }
        #expect(client.receive(until: "|").text.hasSuffix("POST / abcde|"))
    }

    @Test(arguments: [
        ("GET\r\n\r\n", "400"), ("GET /\r\n\r\n", "400"), ("GET / HTTP/9.9\r\nHost: x\r\n\r\n", "505"),
        ("GET / HTTP/1.1\r\n\r\n", "400"), ("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: x\r\nBad Header: a\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", "400"), ("GET / HTTP/1.1\r\n X: folded\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: x\r\nA: b\u{1}c\r\n\r\n", "400"), ("G\u{1}T / HTTP/1.1\r\nHost: x\r\n\r\n", "400"),
        ("GET /\u{7F} HTTP/1.1\r\nHost: x\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3 4\r\n\r\nabc", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +3\r\n\r\nabc", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0x3\r\n\r\nabc", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", "413"),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "501"),
        ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFF\r\nabc\r\n0\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcX\r\n0\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n", "417"),
        // The Kelvin sign is a small k by Unicode's rules.
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chun\u{212A}ed\r\n\r\n0\r\n\r\n", "501"),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3 junk\r\nabc\r\n0\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;a\rb\r\nabc\r\n0\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;a\0b\r\nabc\r\n0\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nno colon\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nT: a\rb\r\n\r\n", "400"),
    ]) func `a malformed request gets its status and the connection is closed`(raw: String, expected: String) throws {
        let answer = try exchange(raw + "GET /next HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(status(answer) == expected)
        #expect(!answer.contains("/next"))
    }

    @Test func `every size is accepted at its limit and refused above it`() throws {
        var limits = HTTPLimits()
        limits.bodyBytesMax = 1_000
        let body = { (count: Int) in
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(count)\r\n\r\n" + String(repeating: "a", count: count)
        }
        #expect(status(try exchange(body(1_000), limits: limits)) == "200")
        #expect(status(try exchange(body(1_001), limits: limits)) == "413")
        let chunk = { (count: Int) in
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n\(String(count, radix: 16))\r\n"
                + String(repeating: "a", count: count) + "\r\n0\r\n\r\n"
        }
        #expect(status(try exchange(chunk(999), limits: limits)) == "200")
        #expect(status(try exchange(chunk(1_000), limits: limits)) == "413")

        let target = { (count: Int) in "GET /\(String(repeating: "a", count: count - 1)) HTTP/1.1\r\nHost: x\r\n\r\n" }
        #expect(status(try exchange(target(limits.targetBytesMax))) == "200")
        #expect(status(try exchange(target(limits.targetBytesMax + 1))) == "414")

        let field = { (count: Int) in
            "GET / HTTP/1.1\r\nHost: x\r\nA: \(String(repeating: "a", count: count - 5))\r\n\r\n"
        }
        #expect(status(try exchange(field(limits.fieldBytesMax))) == "200")
        #expect(status(try exchange(field(limits.fieldBytesMax + 1))) == "431")

        let fields = { (count: Int) in
            "GET / HTTP/1.1\r\nHost: x\r\n" + String(repeating: "A: b\r\n", count: count - 1) + "\r\n"
        }
        #expect(status(try exchange(fields(limits.fieldsMax))) == "200")
        #expect(status(try exchange(fields(limits.fieldsMax + 1))) == "431")

        let line = "A: \(String(repeating: "a", count: 7_000))\r\n"
        #expect(status(try exchange("GET / HTTP/1.1\r\nHost: x\r\n\(line)\(line)\r\n")) == "200")
        #expect(status(try exchange("GET / HTTP/1.1\r\nHost: x\r\n\(line)\(line)\(line)\r\n")) == "431")
    }

    @Test func `a header without end is cut off`() throws {
        let server = try HTTPServer(port: 0, handler: echo)
        defer { server.stop() }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: x\r\nA: ")
        var sent = 0
        while sent < 64 << 20, client.send([UInt8](repeating: 0x61, count: 65_536)) { sent += 65_536 }
        #expect(sent < 64 << 20)
    }

    @Test func `slow heads, slow bodies and idle connections end at their deadline`() throws {
        var limits = HTTPLimits()
        limits.headSeconds = 0.6
        limits.bodySeconds = 0.6
        limits.idleSeconds = 0.6
        let server = try HTTPServer(port: 0, limits: limits, handler: echo)
        defer { server.stop() }
        let openings = [
            "", "GET / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        ]
        let clients = openings.map { opening in
            let client = RawClient(port: server.port)
            client.send(opening)
            return client
        }
        // Drips must not extend a deadline.
        for _ in 0..<15 {
            usleep(100_000)
            clients[1].send("A")
            clients[2].send("a")
        }
        for client in clients { #expect(client.receive().isClosed) }
    }

    @Test func `at the limit of one address the connection that waits longest makes room`() throws {
        var limits = HTTPLimits()
        limits.connectionsPerAddressMax = 4
        let server = try HTTPServer(port: 0, limits: limits, handler: echo)
        defer { server.stop() }
        let clients = (0..<4).map { _ in RawClient(port: server.port) }
        for client in clients {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(client.receive(until: "|").text.contains("200"))
        }
        let fifth = RawClient(port: server.port)
        fifth.send("GET /fifth HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(fifth.receive(until: "|").text.contains("/fifth"))
        #expect(clients[0].receive().isClosed)
        #expect(!clients[3].receive(seconds: 1).isClosed)
    }

    @Test func `a client that has just connected is not the one that makes room`() throws {
        var limits = HTTPLimits()
        limits.connectionsPerAddressMax = 4
        let server = try HTTPServer(port: 0, limits: limits, handler: echo)
        defer { server.stop() }
        // Three wait after an answer, with a later deadline than one that has not asked yet.
        let clients = (0..<3).map { _ in RawClient(port: server.port) }
        for client in clients {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(client.receive(until: "|").text.contains("200"))
        }
        let fresh = RawClient(port: server.port)
        for _ in 0..<2 {
            let other = RawClient(port: server.port)
            other.send("GET /other HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(other.receive().text.contains("/other"))
        }
        fresh.send("GET /fresh HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(fresh.receive(until: "|").text.contains("/fresh"))
    }

    @Test func `connections that are being served are not closed for others`() throws {
        var limits = HTTPLimits()
        limits.connectionsPerAddressMax = 2
        let begun = DispatchSemaphore(value: 0), gate = DispatchSemaphore(value: 0)
        let server = try HTTPServer(port: 0, limits: limits) { request in
            begun.signal()
            gate.wait()
            return echo(request)
        }
        defer { server.stop() }
        let clients = (0..<2).map { _ in RawClient(port: server.port) }
        for client in clients { client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n") }
        for _ in clients { begun.wait() }
        #expect(RawClient(port: server.port).receive().isClosed)
        // Both at once: which of the two handlers a signal wakes is not said.
        for _ in clients { gate.signal() }
        for client in clients { #expect(client.receive(until: "|").text.contains("200")) }
    }

    @Test func `a client that does not read its answer is closed, others are served`() throws {
        var limits = HTTPLimits()
        limits.writeStallSeconds = 0.5
        let server = try HTTPServer(port: 0, limits: limits, handler: echo)
        defer { server.stop() }
        let stalled = RawClient(port: server.port, receiveBuffer: 4_096)
        stalled.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
        let other = RawClient(port: server.port)
        other.send("GET /ok HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(other.receive(until: "|").text.contains("/ok"))
        usleep(1_500_000)
        #expect(stalled.receive(seconds: 2).text.utf8.count < 4 << 20)
    }

    @Test func `more work than the queue holds is refused with 503`() throws {
        var limits = HTTPLimits()
        limits.workers = 1
        limits.queuedRequestsMax = 1
        let server = try HTTPServer(port: 0, limits: limits, handler: echo)
        defer { server.stop() }
        let clients = (0..<6).map { _ in RawClient(port: server.port) }
        for client in clients { client.send("GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") }
        let statuses = clients.map { status($0.receive().text) }
        #expect(statuses.contains("200") && statuses.contains("503"))
    }

    @Test func `a half-closed client still gets its answer, a stopping server finishes what is under way`() throws {
        let server = try HTTPServer(port: 0, handler: echo)
        let client = RawClient(port: server.port)
        client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        client.endSending()
        usleep(50_000)
        server.stop()
        #expect(client.receive().text.hasSuffix("slow"))
    }

    @Test func `hostile header values cannot split an answer`() throws {
        let server = try HTTPServer(port: 0) { _ in
            .response(HTTPResponse(headers: [("X-A", "b\r\nSet-Cookie: c"), ("X B", "c"), ("X-C", "d")], body: []))
        }
        defer { server.stop() }
        let client = RawClient(port: server.port)
        client.send("HEAD / HTTP/1.0\r\n\r\n")
        let answer = client.receive().text
        #expect(!answer.contains("Set-Cookie") && !answer.contains("X B") && answer.contains("X-C: d"))
    }
}
