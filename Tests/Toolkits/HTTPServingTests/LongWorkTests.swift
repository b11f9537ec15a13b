import Foundation
import Synchronization
import Testing

@testable import HTTPServing

/// Requests that take long must not keep others waiting.
@Suite struct LongWorkTests {
    /// Long work that lasts until it is told to end, or the client leaves.
    private final class Gate: Sendable {
        let begun = DispatchSemaphore(value: 0)
        let cancelled = DispatchSemaphore(value: 0)
        let isOpen = Atomic(false)

        func answer(_ request: HTTPRequest) -> HTTPReply {
            guard request.path == "/long" else { return echo(request) }
            return .longWork { [self] in
                begun.signal()
                while !isOpen.load(ordering: .relaxed) {
                    if request.cancellation.isCancelled {
                        cancelled.signal()
                        break
                    }
                    usleep(1_000)
                }
                return .response(HTTPResponse(text: "done"))
            }
        }
    }

    private static let long = "GET /long HTTP/1.1\r\nHost: x\r\n\r\n"

    private static let routes = OperatorRoutes(readiness: { .ready }, metricsText: { "" })

    @Test func `long work takes no worker of other requests`() throws {
        let gate = Gate()
        var limits = HTTPLimits()
        limits.workers = 1
        limits.longWorkers = 1
        let server = try HTTPServer(port: 0, limits: limits, handler: { gate.answer($0) })
        defer { server.stop() }
        let clients = (0..<4).map { _ in RawClient(port: server.port) }
        for client in clients { client.send(Self.long) }
        gate.begun.wait()
        let other = RawClient(port: server.port)
        other.send("GET /ok HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(other.receive(until: "|").text.contains("/ok"))
        gate.isOpen.store(true, ordering: .relaxed)
        for client in clients { #expect(client.receive(until: "done").text.hasSuffix("done")) }
    }

    @Test func `the operator's routes answer while every worker is taken`() throws {
        let gate = DispatchSemaphore(value: 0), begun = DispatchSemaphore(value: 0)
        var limits = HTTPLimits()
        limits.workers = 2
        let server = try HTTPServer(port: 0, limits: limits, routes: Self.routes) { request in
            begun.signal()
            gate.wait()
            return .response(HTTPResponse(text: "late"))
        }
        defer { server.stop() }
        let clients = (0..<2).map { _ in RawClient(port: server.port) }
        for client in clients { client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n") }
        for _ in clients { begun.wait() }
        for (path, body) in [("/health", "alive"), ("/ready", "ready")] {
            let probe = RawClient(port: server.port)
            probe.send("GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(probe.receive().text.hasSuffix(body))
        }
        for _ in clients { gate.signal() }
    }

    @Test func `long work ends when its client closes the connection`() throws {
        let gate = Gate()
        let server = try HTTPServer(port: 0, handler: { gate.answer($0) })
        defer { server.stop() }
        var client: RawClient? = RawClient(port: server.port)
        client?.send(Self.long)
        gate.begun.wait()
        client = nil
        gate.cancelled.wait()
    }

    @Test func `no handler runs any more when the server has stopped`() throws {
        var limits = HTTPLimits()
        limits.drainSeconds = 0.1
        let begun = DispatchSemaphore(value: 0), hasEnded = Atomic(false)
        let server = try HTTPServer(port: 0, limits: limits) { request in
            .longWork {
                begun.signal()
                while !request.cancellation.isCancelled { usleep(1_000) }
                // As one that is still at the store when it is told to end.
                usleep(300_000)
                hasEnded.store(true, ordering: .releasing)
                return .response(HTTPResponse(text: "late"))
            }
        }
        let client = RawClient(port: server.port)
        client.send(Self.long)
        begun.wait()
        server.stop()
        let wasOver = hasEnded.load(ordering: .acquiring)
        #expect(wasOver)
    }

    @Test func `work whose client left while it waited is not begun`() throws {
        let gate = Gate()
        var limits = HTTPLimits()
        limits.longWorkers = 1
        let server = try HTTPServer(port: 0, limits: limits, handler: { gate.answer($0) })
        defer { server.stop() }
        let first = RawClient(port: server.port)
        first.send(Self.long)
        gate.begun.wait()
        let second = RawClient(port: server.port)
        second.send(Self.long)
        second.endSending()
        // The server has seen that: it arms the connection anew before it answers the next request of another.
        let third = RawClient(port: server.port)
        for turn in 0..<3 {
            third.send("GET /\(turn) HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = third.receive(until: "|")
        }
        gate.isOpen.store(true, ordering: .relaxed)
        #expect(status(second.receive().text) == "503")
        #expect(first.receive(until: "done").text.hasSuffix("done"))
        #expect(gate.begun.wait(timeout: .now()) == .timedOut)
    }

    @Test func `one address has so many long requests at once, and no more`() throws {
        let gate = Gate()
        var limits = HTTPLimits()
        limits.longWorkers = 1
        limits.longRequestsPerAddressMax = 2
        let server = try HTTPServer(port: 0, limits: limits, handler: { gate.answer($0) })
        defer { server.stop() }
        let clients = (0..<3).map { _ in RawClient(port: server.port) }
        for client in clients { client.send(Self.long) }
        gate.begun.wait()
        let refused = try #require(clients.first { status($0.receive(until: "once", seconds: 1).text) == "429" })
        gate.isOpen.store(true, ordering: .relaxed)
        for client in clients where client !== refused {
            #expect(client.receive(until: "done").text.hasSuffix("done"))
        }
    }

    @Test func `clients take turns`() {
        var queues = ClientQueues<String>()
        for index in 0..<3 { queues.add("a\(index)", of: 1) }
        queues.add("b0", of: 2)
        queues.add("c0", of: 3)
        var order: [String] = []
        while let (job, _) = queues.next() { order.append(job) }
        #expect(order == ["a0", "b0", "c0", "a1", "a2"])
        #expect(queues.count == 0)
    }

    @Test func `what a client used is forgiven at the rate`() {
        var meter = ClientMeter(secondsMax: 10, rate: 0.5)
        meter.add(12, to: 1, now: 100)
        #expect(!meter.mayBegin(1, now: 100) && meter.mayBegin(2, now: 100))
        #expect(!meter.mayBegin(1, now: 103.9) && meter.mayBegin(1, now: 104.1))
        meter.add(3, to: 1, now: 104)
        #expect(meter.used(1, now: 104) == 13 && meter.used(1, now: 200) == 0)
    }

    @Test func `the meter does not grow with the number of addresses`() {
        var meter = ClientMeter(secondsMax: 10, rate: 0.5)
        meter.add(1_000_000, to: 0, now: 0)
        for client in 1...10_000 as ClosedRange<UInt32> { meter.add(0.1, to: client, now: Double(client)) }
        #expect(!meter.mayBegin(0, now: 1_000))
    }
}
