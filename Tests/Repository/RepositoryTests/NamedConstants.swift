/// Constants that are plain numbers in formatted source, by `Type.name`, and in the explorer's scripts by `file.js name`.
enum NamedConstants {
    /// Declarations whose value is written out: digits, shifts and products.
    static func all(in source: Repository.Source) -> [String: Double] {
        var types: [(indent: Int, name: String)] = [], found: [String: Double] = [:]
        for line in source.lines where !line.isEmpty {
            let indent = line.prefix { $0 == " " }.count
            let words = line.split { !($0.isLetter || $0.isNumber || "_.".contains($0)) }
            if let at = words.firstIndex(where: { ["struct", "enum", "class", "extension", "actor"].contains($0) }),
                words.count > at + 1, line.hasSuffix("{")
            {
                types.removeAll { $0.indent >= indent }
                types.append((indent, String(words[at + 1].split(separator: ".").last ?? "")))
            } else if let (name, value) = constant(line), let type = types.last(where: { $0.indent < indent }) {
                found["\(type.name).\(name)"] = value
            }
        }
        return found
    }

    /// `static let name: Type = 4 << 10` or `static var name: Type { 7 }`.
    private static func constant(_ line: Substring) -> (String, Double)? {
        let words = line.split(separator: " ")
        guard let at = words.firstIndex(where: { $0 == "let" || $0 == "var" }), words.count > at + 2,
            words[..<at].allSatisfy({ ["public", "private", "internal", "static", "fileprivate"].contains($0) }),
            let start = words.firstIndex(where: { $0 == "=" || $0 == "{" })
        else { return nil }
        let text = words[(start + 1)...].filter { $0 != "}" }
        return number(text).map { (String(words[at + 1].prefix { $0 != ":" }), $0) }
    }

    /// `const name = 8 * 1024;` of scripts.
    static func script(_ text: String, file: String) -> [String: Double] {
        var found: [String: Double] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("const ") && line.hasSuffix(";") {
            let words = line.dropLast().split(separator: " ")
            guard words.count > 3, words[2] == "=", let value = number(words[3...]) else { continue }
            found["\(file) \(words[1])"] = value
        }
        return found
    }

    /// Numbers joined by `<<` and `*`, from left to right.
    private static func number(_ words: some Collection<Substring>) -> Double? {
        var value: Double?, sign: Substring = "*"
        for (index, word) in words.enumerated() {
            if index.isMultiple(of: 2) {
                guard let next = Double(word.filter { $0 != "_" }) else { return nil }
                value = value.map { sign == "*" ? $0 * next : $0 * Double(UInt64(1) << UInt64(next)) } ?? next
            } else {
                guard word == "*" || word == "<<" else { return nil }
                sign = word
            }
        }
        return value
    }
}
