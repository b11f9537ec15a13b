import Foundation

/// The encoding of one log line.
enum LogLine {
    static let fieldBytesMax = 1_024

    static func encode(
        _ format: LogFormat, level: LogLevel, part: String, message: String, fields: KeyValuePairs<String, LogValue>
    ) -> [UInt8] {
        switch format {
        case .json: encode(level: level, part: part, message: message, fields: fields)
        case .text(let isColoured):
            text(level: level, part: part, message: message, fields: fields, isColoured: isColoured)
        }
    }

    static func encode(
        level: LogLevel, part: String, message: String, fields: KeyValuePairs<String, LogValue>
    ) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(160)
        line += "{\"time\":\"\(timestamp())\",\"level\":\"\(level)\",\"part\":".utf8
        appendQuoted(part, to: &line)
        line += ",\"message\":".utf8
        appendQuoted(message, to: &line)
        for (key, value) in fields {
            line.append(UInt8(ascii: ","))
            appendQuoted(key, to: &line)
            line.append(UInt8(ascii: ":"))
            switch value {
            case .text(let text): appendQuoted(text, to: &line)
            case .integer(let integer): line += String(integer).utf8
            case .number(let number): line += (number.isFinite ? "\(number)" : "null").utf8
            case .bool(let bool): line += (bool ? "true" : "false").utf8
            }
        }
        line += "}\n".utf8
        return line
    }

    static func appendQuoted(_ text: String, to line: inout [UInt8]) {
        line.append(UInt8(ascii: "\""))
        appendEscaped(text, to: &line)
        line.append(UInt8(ascii: "\""))
    }

    /// Text without control characters, cut at `fieldBytesMax`.
    static func appendEscaped(_ text: String, to line: inout [UInt8]) {
        var count = 0
        for scalar in text.unicodeScalars {
            count += 1
            if count > fieldBytesMax {
                line += "…".utf8
                break
            }
            switch scalar {
            case "\"": line += "\\\"".utf8
            case "\\": line += "\\\\".utf8
            case "\n": line += "\\n".utf8
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                let hex = String(scalar.value, radix: 16)
                line += ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8
            default: line += UTF8.encode(scalar).map { Array($0) } ?? []
            }
        }
    }

    /// Now as `2026-01-31T09:30:00.123Z`.
    static func timestamp() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var seconds = now.tv_sec
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func pad(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date = "\(pad(Int(parts.tm_year) + 1900, 4))-\(pad(Int(parts.tm_mon) + 1, 2))-\(pad(Int(parts.tm_mday), 2))"
        let time = "\(pad(Int(parts.tm_hour), 2)):\(pad(Int(parts.tm_min), 2)):\(pad(Int(parts.tm_sec), 2))"
        return "\(date)T\(time).\(pad(now.tv_nsec / 1_000_000, 3))Z"
    }
}
