/// A log line for the person at a terminal.
extension LogLine {
    static func text(
        level: LogLevel, part: String, message: String, fields: KeyValuePairs<String, LogValue>, isColoured: Bool
    ) -> [UInt8] {
        var line = Array(timestamp().utf8.dropFirst(11).dropLast())
        let name = "\(level)"
        line += " \(isColoured ? colour(level) : "")\(name)\(isColoured ? "\u{1b}[0m" : "")".utf8
        line += String(repeating: " ", count: max(1, 8 - name.count)).utf8
        appendEscaped(part, to: &line)
        line += ": ".utf8
        appendEscaped(message, to: &line)
        for (key, value) in fields {
            line += "  ".utf8
            appendEscaped(key, to: &line)
            line.append(UInt8(ascii: "="))
            if case .text(let text) = value, text.isEmpty || text.contains(where: { " =\"".contains($0) }) {
                appendQuoted(text, to: &line)
            } else {
                appendEscaped(value.plain, to: &line)
            }
        }
        line.append(UInt8(ascii: "\n"))
        return line
    }

    private static func colour(_ level: LogLevel) -> String {
        switch level {
        case .debug: "\u{1b}[2m"
        case .info: "\u{1b}[32m"
        case .warning: "\u{1b}[33m"
        case .error: "\u{1b}[31m"
        }
    }
}
