import Foundation
import Synchronization
import Testing

@testable import HTTPServing

@Suite struct HTTPStreamTests {
    @Test func `server-sent events reach the client as they are sent`() throws {
        let server = try HTTPServer(port: 0) { _ in
            .stream(HTTPResponse(contentType: "text/event-stream", body: Array(": hello\n\n".utf8))) { stream in
                Thread.detachNewThread {
                    for i in 0..<3 {
                        _ = stream.send(Array("data: \(i)\n\n".utf8))
                        usleep(50_000)
                    }
                    stream.finish()
                }
            }
        }
        defer { server.stop() }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        let answer = client.receive(until: "0\r\n\r\n").text
        #expect(answer.contains("Transfer-Encoding: chunked") && answer.contains(": hello"))
        for i in 0..<3 { #expect(answer.contains("data: \(i)\n\n")) }
    }

    @Test func `sending to a client that is gone or too slow ends with false`() throws {
        var limits = HTTPLimits()
        limits.streamQueueBytesMax = 100_000
        let results = Mutex<[String: Bool]>([:])
        let server = try HTTPServer(port: 0, limits: limits) { request in
            .stream(HTTPResponse(contentType: "text/event-stream", body: [])) { stream in
                Thread.detachNewThread {
                    var isAlive = true
                    for _ in 0..<3_000 where isAlive {
                        isAlive = stream.send([UInt8](repeating: 0x61, count: 10_000))
                        usleep(1_000)
                    }
                    results.withLock { $0[request.path] = isAlive }
                }
            }
        }
        defer { server.stop() }
        let slow = RawClient(port: server.port, receiveBuffer: 4_096)
        slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        do {
            let gone = RawClient(port: server.port)
            gone.send("GET /gone HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = gone.receive(until: "HTTP/1.1 200")
        }
        for _ in 0..<100 where results.withLock({ $0.count }) < 2 { usleep(50_000) }
        #expect(results.withLock { $0 } == ["/slow": false, "/gone": false])
    }

    @Test func `a long answer is sent with back-pressure`() throws {
        let server = try HTTPServer(port: 0) { _ in
            .stream(HTTPResponse(contentType: "text/plain", body: [])) { stream in
                for _ in 0..<256 where !stream.sendWaiting([UInt8](repeating: 0x61, count: 65_536)) { return }
                stream.finish()
            }
        }
        defer { server.stop() }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.0\r\n\r\n")
        let answer = client.receive().text
        #expect(answer.utf8.count { $0 == 0x61 } >= 256 * 65_536)
    }
}
