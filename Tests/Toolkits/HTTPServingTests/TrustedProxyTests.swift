import Foundation
import Testing

@testable import HTTPServing

/// Clients behind a proxy are told apart, and nobody else may say who he is.
@Suite struct TrustedProxyTests {
    private func client(_ forwarded: [String], from address: String = "10.0.0.1") throws -> UInt32 {
        let proxies = TrustedProxies(["10.0.0.1", "10.0.0.2", "no address"])
        let request = HTTPRequest(
            method: "GET", target: "/", headers: forwarded.map { (name: "x-forwarded-for", value: $0) })
        return proxies.client(request, from: try #require(TrustedProxies.address(address)))
    }

    @Test func `the last address before the proxies' own is the client's`() throws {
        let wanted = TrustedProxies.address("203.0.113.9")
        #expect(try client(["203.0.113.9"]) == wanted)
        #expect(try client(["1.2.3.4, 203.0.113.9"]) == wanted)
        #expect(try client(["1.2.3.4", "203.0.113.9, 10.0.0.2"]) == wanted)
        // Who is no proxy is who he is.
        #expect(try client(["1.2.3.4"], from: "203.0.113.9") == wanted)
        // What names nobody names the proxy.
        let proxy = TrustedProxies.address("10.0.0.1")
        for text in ["", "unknown", "203.0.113.9, x", "1.2.3", "10.0.0.2"] { #expect(try client([text]) == proxy) }
        #expect(try client([]) == proxy)
    }

    @Test func `a proxy may hold more connections than one address may`() throws {
        var limits = HTTPLimits()
        limits.connectionsPerAddressMax = 4
        limits.trustedProxies = ["127.0.0.1"]
        let server = try HTTPServer(port: 0, limits: limits, handler: echo)
        defer { server.stop() }
        let clients = (0..<12).map { _ in RawClient(port: server.port) }
        for client in clients {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(client.receive(until: "|").text.contains("200"))
        }
        // All are open still.
        for client in clients {
            client.send("GET /again HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(client.receive(until: "|").text.contains("/again"))
        }
    }

    @Test func `one client behind a proxy does not use up another's long requests`() throws {
        var limits = HTTPLimits()
        limits.longRequestsPerAddressMax = 1
        limits.longWorkers = 1
        limits.trustedProxies = ["127.0.0.1"]
        let begun = DispatchSemaphore(value: 0), gate = DispatchSemaphore(value: 0)
        let server = try HTTPServer(port: 0, limits: limits) { _ in
            .longWork {
                begun.signal()
                gate.wait()
                return .response(HTTPResponse(text: "done"))
            }
        }
        defer { server.stop() }
        func ask(_ address: String) -> RawClient {
            let client = RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: \(address)\r\n\r\n")
            return client
        }
        let first = ask("203.0.113.1")
        begun.wait()
        #expect(status(ask("203.0.113.1").receive(until: "once").text) == "429")
        let other = ask("203.0.113.2")
        for _ in 0..<2 { gate.signal() }
        for client in [first, other] { #expect(client.receive(until: "done").text.hasSuffix("done")) }
    }
}
