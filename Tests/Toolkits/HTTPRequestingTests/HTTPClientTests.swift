import Foundation
import HTTPRequesting
import HTTPServing
import Testing

@Suite struct HTTPClientTests {
    @Test func `bodies go out and come back with any status, also from many threads`() throws {
        let server = try HTTPServer(port: 0) { request in
            .response(HTTPResponse(status: request.path == "/404" ? 404 : 200, body: request.body))
        }
        defer { server.stop() }
        let client = HTTPClient()
        let base = "http://127.0.0.1:\(server.port)"
        #expect(try client.get(base + "/404").status == 404)
        #expect(try client.post(base, body: []).body == [])
        DispatchQueue.concurrentPerform(iterations: 32) { i in
            let body = [UInt8](repeating: UInt8(i), count: 100_000)
            #expect((try? client.post(base, body: body))?.body == body)
        }
    }

    @Test func `a too large answer, a refused connection, a silent server and a bad address are told apart`() throws {
        let server = try HTTPServer(port: 0) { request in
            if request.path == "/silent" { sleep(2) }
            return .response(HTTPResponse(body: [UInt8](repeating: 0, count: 1_001)))
        }
        var limits = HTTPClientLimits()
        limits.bodyBytesMax = 1_000
        limits.totalMillis = 500
        let client = HTTPClient(limits: limits)
        let base = "http://127.0.0.1:\(server.port)"
        #expect(throws: HTTPClientError.tooLarge) { try client.get(base) }
        #expect(throws: HTTPClientError.transport("\(base)/silent: Timeout was reached")) {
            try client.get(base + "/silent")
        }
        server.stop()
        #expect(throws: HTTPClientError.transport("\(base): Couldn't connect to server")) { try client.get(base) }
        #expect(throws: HTTPClientError.badAddress("file:///etc/passwd")) { try client.get("file:///etc/passwd") }
    }
}
