import Foundation
import Synchronization

/// Severity of a log line, least first.
public enum LogLevel: Int, Comparable, Sendable, CaseIterable {
    case debug, info, warning, error

    public static func < (a: LogLevel, b: LogLevel) -> Bool { a.rawValue < b.rawValue }

    public init?(name: String) {
        guard let level = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = level
    }
}

/// A value of a log field.
public enum LogValue: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByStringInterpolation
{
    case text(String)
    case integer(Int64)
    case number(Double)
    case bool(Bool)

    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(_ value: some BinaryInteger) { self = .integer(Int64(clamping: value)) }
    public init(_ value: some CustomStringConvertible) { self = .text(value.description) }

    /// The value without quotes.
    var plain: String {
        switch self {
        case .text(let text): text
        case .integer(let integer): "\(integer)"
        case .number(let number): "\(number)"
        case .bool(let bool): "\(bool)"
        }
    }
}

/// Writes one JSON object per line: `time` (RFC 3339, UTC), `level`, `part`, `message`, then the fields. On a terminal the
/// same is written to be read: time of day (UTC), level, part, message, fields.
///
/// Lines go to a bounded queue that a thread of its own writes out, so that a slow disk does not stop the caller; when
/// the queue is full, lines are dropped and counted, and the count is written as soon as there is room. Field values
/// longer than 1,024 bytes are cut. Secrets must not be logged.
public struct Logger: Sendable {
    /// Which part of the program speaks, such as `rpc`.
    public let part: String
    let sink: LogSink

    /// A logger that writes to a file descriptor, standard error by default.
    public init(part: String, level: LogLevel = .info, descriptor: Int32 = 2) {
        self.part = part
        sink = LogSink(level: level, descriptor: descriptor)
    }

    private init(part: String, sink: LogSink) {
        self.part = part
        self.sink = sink
    }

    /// The same log for another part of the program.
    public func forPart(_ part: String) -> Logger { Logger(part: part, sink: sink) }

    public func debug(_ message: String, _ fields: KeyValuePairs<String, LogValue> = [:]) {
        log(.debug, message, fields)
    }
    public func info(_ message: String, _ fields: KeyValuePairs<String, LogValue> = [:]) { log(.info, message, fields) }
    public func warning(_ message: String, _ fields: KeyValuePairs<String, LogValue> = [:]) {
        log(.warning, message, fields)
    }
    public func error(_ message: String, _ fields: KeyValuePairs<String, LogValue> = [:]) {
        log(.error, message, fields)
    }

    /// Waits until everything logged so far is written, at most two seconds.
    public func flush() { sink.flush() }

    private func log(_ level: LogLevel, _ message: String, _ fields: KeyValuePairs<String, LogValue>) {
        guard level >= sink.level else { return }
        sink.submit(LogLine.encode(sink.format, level: level, part: part, message: message, fields: fields))
    }
}
