/// A function or initialiser in formatted source: it ends at the brace that stands under its first line.
struct FunctionText {
    let name: String
    let count: Int

    static func all(in lines: [Substring]) -> [FunctionText] {
        lines.indices.compactMap { start in
            let line = lines[start], indent = line.prefix { $0 == " " }
            guard let name = name(line), let end = lines[start...].firstIndex(where: { $0 == indent + "}" }) else {
                return nil
            }
            // A body in the declaration's line, or none at all: the brace that was found is another's.
            let opens = lines[start...end].firstIndex { $0.contains("{") } ?? end
            let isBlock = lines[opens].hasSuffix("{") && lines[opens].prefix { $0 == " " } == indent
            return isBlock ? FunctionText(name: name, count: end - start + 1) : nil
        }
    }

    private static func name(_ line: Substring) -> String? {
        guard !line.drop(while: { $0 == " " }).hasPrefix("//") else { return nil }
        let words = line.split { " (<".contains($0) }
        for (index, word) in words.enumerated() where !word.hasSuffix(")") {
            if word == "func" { return words.count > index + 1 ? String(words[index + 1]) : nil }
            if word == "init" || word == "init?" { return "init" }
            guard word.first?.isLowercase ?? false || word.hasPrefix("@") else { return nil }
        }
        return nil
    }
}
