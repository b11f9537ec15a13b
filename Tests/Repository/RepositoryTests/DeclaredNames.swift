/// Names of types, functions, values and extended types in a file, in lower case.
enum DeclaredNames {
    private static let keywords: Set<Substring> = [
        "struct", "enum", "class", "protocol", "actor", "extension", "typealias", "func", "let", "var",
    ]

    static func all(in text: String) -> Set<String> {
        var found = Set<String>()
        for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//") {
            let words = line.split { !($0.isLetter || $0.isNumber || "_.".contains($0)) }
            for (word, next) in zip(words, words.dropFirst()) where keywords.contains(word) {
                found.formUnion(next.split(separator: ".").map { $0.lowercased() })
            }
        }
        return found
    }
}
