/// An enum of errors in formatted source, and its cases.
struct ErrorCases {
    let name: String
    let cases: [String]

    /// All of them in a file, nested ones too: they end at the brace that stands under their first line.
    static func all(in lines: [Substring]) -> [ErrorCases] {
        lines.indices.compactMap { start in
            let line = lines[start], indent = line.prefix { $0 == " " }
            let parts = line.split(separator: ":", maxSplits: 1)
            let words = (parts.first ?? "").split(separator: " ")
            guard parts.count == 2, words.count >= 2, words[words.count - 2] == "enum", line.hasSuffix("{"),
                parts[1].split(whereSeparator: { !$0.isLetter }).contains("Error"),
                let end = lines[start...].firstIndex(where: { $0 == indent + "}" })
            else { return nil }
            let own = lines[start..<end].filter { $0.prefix { $0 == " " }.count == indent.count + 4 }
            return ErrorCases(name: String(words[words.count - 1]), cases: own.flatMap(cases))
        }
    }

    /// `case a, b(Int, label: String)` without payloads.
    private static func cases(_ line: Substring) -> [String] {
        var text = line.drop { $0 == " " }
        if text.hasPrefix("indirect ") { text = text.dropFirst("indirect ".count) }
        guard text.hasPrefix("case ") else { return [] }
        var depth = 0, plain = ""
        for character in text.dropFirst("case ".count) {
            if character == "(" { depth += 1 }
            if depth == 0 { plain.append(character) }
            if character == ")" { depth -= 1 }
        }
        return plain.split(separator: ",").compactMap { $0.split(separator: " ").first.map(String.init) }
    }
}
