import Foundation
import Testing

@testable import Observability

@Suite struct ObservabilityTests {
    @Test func `a log line is one JSON object with its fields, hostile text escaped`() throws {
        let line = LogLine.encode(
            level: .warning, part: "rpc", message: "a \"quote\"\nnew",
            fields: ["n": 5, "text": "\u{1B}[31m\\", "long": .text(String(repeating: "x", count: 5_000))])
        #expect(line.filter { $0 == 10 }.count == 1 && line.last == 10)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        #expect(object["message"] as? String == "a \"quote\"\nnew")
        #expect(object["text"] as? String == "\u{1B}[31m\\")
        #expect(object["n"] as? Int == 5)
        #expect((object["long"] as? String)?.count == LogLine.fieldBytesMax + 1)
        #expect((object["time"] as? String)?.hasSuffix("Z") == true)
    }

    @Test func `on a terminal a line is written to be read, without control characters`() {
        func line(_ isColoured: Bool) -> String {
            let bytes = LogLine.encode(
                .text(isColoured: isColoured), level: .warning, part: "rpc", message: "two\nlines",
                fields: ["n": 5, "plain": "x", "spaced": "a b", "hostile": "\u{1B}[31m\u{9B}31m"])
            return String(decoding: bytes, as: UTF8.self)
        }
        let plain = line(false)
        #expect(
            plain.dropFirst(12)
                == " warning rpc: two\\nlines  n=5  plain=x  spaced=\"a b\"  hostile=\\u001b[31m\\u009b31m\n")
        #expect(line(true).dropFirst(12).hasPrefix(" \u{1B}[33mwarning\u{1B}[0m rpc"))
    }

    @Test func `lines are JSON away from terminals, and NO_COLOR is heeded`() {
        #expect(LogFormat(isTerminal: false, environment: [:]) == .json)
        #expect(LogFormat(isTerminal: true, environment: [:]) == .text(isColoured: true))
        #expect(LogFormat(isTerminal: true, environment: ["NO_COLOR": ""]) == .text(isColoured: true))
        #expect(LogFormat(isTerminal: true, environment: ["NO_COLOR": "1"]) == .text(isColoured: false))
        #expect(LogFormat(isTerminal: true, environment: ["TERM": "dumb"]) == .text(isColoured: false))
    }

    @Test func `lines reach the file in order and below the level nothing is written`() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString)").path
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = try #require(FileHandle(forWritingAtPath: path))
        let logger = Logger(part: "test", level: .info, descriptor: file.fileDescriptor)
        logger.debug("hidden")
        for i in 0..<1_000 { logger.info("line", ["i": LogValue(i)]) }
        logger.flush()
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 1_000)
        #expect(lines.enumerated().allSatisfy { $0.element.hasSuffix("\"i\":\($0.offset)}") })
    }

    @Test func `metrics are rendered as Prometheus text`() {
        let registry = MetricsRegistry()
        registry.counter("starling_requests_total", ["method": "a\"b"], help: "requests").increment(by: 2)
        registry.counter("starling_requests_total", ["method": "a\"b"], help: "requests").increment()
        registry.gauge("starling_height", help: "height").set(7)
        let histogram = registry.histogram("starling_seconds", bounds: [1, 2], help: "time")
        for value in [0.5, 1.5, 9] { histogram.observe(value) }
        #expect(
            registry.prometheusText() == """
                # HELP starling_height height
                # TYPE starling_height gauge
                starling_height 7
                # HELP starling_requests_total requests
                # TYPE starling_requests_total counter
                starling_requests_total{method="a\\"b"} 3
                # HELP starling_seconds time
                # TYPE starling_seconds histogram
                starling_seconds_bucket{le="1.0"} 1
                starling_seconds_bucket{le="2.0"} 2
                starling_seconds_bucket{le="+Inf"} 3
                starling_seconds_sum 11.0
                starling_seconds_count 3

                """)
    }
}
