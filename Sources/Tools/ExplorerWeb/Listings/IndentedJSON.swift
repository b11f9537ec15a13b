/// JSON text with a line for each member and item, for people. Text that is no JSON comes out somehow, and bounded.
enum IndentedJSON {
    /// Lines beyond it are left out.
    static let linesMax = 100_000
    private static let depthMax = 32

    static func lines(_ text: String) -> [String] {
        var lines: [String] = [], line = "", depth = 0, isString = false, isEscaped = false
        func end() {
            if !line.isEmpty { lines.append(line) }
            line = String(repeating: "  ", count: min(max(0, depth), depthMax))
        }
        for character in text.unicodeScalars {
            if lines.count >= linesMax { break }
            if isString {
                line.unicodeScalars.append(character)
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    isString = false
                }
                continue
            }
            switch character {
            case "\"":
                isString = true
                line.unicodeScalars.append(character)
            case "{", "[":
                line.unicodeScalars.append(character)
                depth += 1
                end()
            case "}", "]":
                depth -= 1
                // An empty list stays on its line.
                if line.allSatisfy({ $0 == " " }), let last = lines.last, last.hasSuffix(character == "}" ? "{" : "[") {
                    line = lines.removeLast()
                } else if line.allSatisfy({ $0 == " " }) {
                    line = String(repeating: "  ", count: min(max(0, depth), depthMax))
                } else {
                    end()
                }
                line.unicodeScalars.append(character)
            case ",":
                line.unicodeScalars.append(character)
                end()
            case " ", "\n", "\r", "\t": if line.hasSuffix(":") { line += " " }
            case ":": line += ": "
            default: line.unicodeScalars.append(character)
            }
        }
        if !line.allSatisfy({ $0 == " " }) { lines.append(line) }
        return lines
    }
}
