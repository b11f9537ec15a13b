import Foundation
import Testing

@testable import HTTPServing

@Suite struct HTTPFuzzTests {
    @Test func `mutated requests never stop the server`() throws {
        let rounds = ProcessInfo.processInfo.environment["STARLING_LONG"] == nil ? 1_000 : 30_000
        let server = try HTTPServer(port: 0, handler: echo)
        defer { server.stop() }
        let seeds = [
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n1a\r\n\(String(repeating: "b", count: 26))\r\n0\r\nT: a\r\n\r\n",
            "GET /a%20b?c=d HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n",
        ]
        let tokens = [
            "\r\n", "\n", "\0", ":", " ", "0", "FFFFFFFF", "-1", "Content-Length: 5\r\n", "HTTP/1.0", "\u{FF}",
        ]
        for _ in 0..<rounds {
            var bytes = (0..<Int.random(in: 1...3)).flatMap { _ in Array((seeds.randomElement() ?? "").utf8) }
            for _ in 0..<Int.random(in: 0...6) where !bytes.isEmpty {
                let at = Int.random(in: 0..<bytes.count)
                switch Int.random(in: 0..<4) {
                case 0: bytes[at] = UInt8.random(in: 0...255)
                case 1: bytes.insert(contentsOf: Array((tokens.randomElement() ?? "").utf8), at: at)
                case 2: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...20)))
                default: bytes.replaceSubrange(at..<at, with: bytes[..<at].suffix(9))
                }
            }
            let client = RawClient(port: server.port)
            let cut = Int.random(in: 0...bytes.count)
            client.send(bytes[..<cut])
            client.send(bytes[cut...])
        }
        // Connections of the rounds above may still count towards the limit of one address for a moment.
        var isAlive = false
        for _ in 0..<60 where !isAlive {
            let client = RawClient(port: server.port)
            client.send("GET /alive HTTP/1.1\r\nHost: x\r\n\r\n")
            isAlive = client.receive(until: "|").text.contains("/alive")
            if !isAlive { Thread.sleep(forTimeInterval: 0.25) }
        }
        #expect(isAlive)
    }
}
