import Testing

/// Public declarations of modules on which soundness rests say what they are.
struct DocumentationTests {
    static let modules: Set = [
        "FiniteFields", "Transcripts", "Commitments", "CircleFRI", "StarkVerifying", "CairoAIR", "CairoVerifying",
        "BlockVerifying", "ByteCoding", "ValidatorSigning",
    ]

    /// What a protocol says already, and operators.
    private static let understood = [
        "var description", "func hash(", "func encode(", "init(from", "init(integerLiteral", "func ==", "func <",
        "func +",
        "func -", "func *", "func &",
    ]

    @Test func `public declarations have a doc comment`() {
        for source in Repository.sources where Self.modules.contains(source.module) {
            for (number, line) in source.lines.enumerated() where Self.isPublic(line) {
                let isSaid = Self.understood.contains { line.contains($0) } || Self.isMemberwise(number, source)
                #expect(isSaid || Self.isDocumented(number, source.lines), "\(source.path):\(number + 1): \(line)")
            }
        }
    }

    private static func isPublic(_ line: Substring) -> Bool {
        let words = line.split(separator: " ").drop { $0.hasPrefix("@") }
        return words.first == "public" && words.dropFirst().first != "import" && words.dropFirst().first != "extension"
    }

    /// A comment directly above, attributes on lines of their own left out; or above the first of declarations that stand
    /// together, each in one line.
    private static func isDocumented(_ number: Int, _ lines: [Substring]) -> Bool {
        var above = number - 1
        while above >= 0 {
            let words = lines[above].split(separator: " ")
            let isAttribute = !words.isEmpty && words.allSatisfy { $0.hasPrefix("@") }
            let isSibling = isPublic(lines[above]) && !lines[above].hasSuffix("{")
            guard isAttribute || isSibling else { return words.first?.hasPrefix("///") ?? false }
            above -= 1
        }
        return false
    }

    /// An initialiser that takes the stored properties, each under its name.
    private static func isMemberwise(_ number: Int, _ source: Repository.Source) -> Bool {
        guard source.lines[number].contains("public init(") else { return false }
        let text = source.lines[number...].prefix(12).joined(separator: " ")
        let signature = text.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }
        let labels = signature.split(separator: ",").compactMap { part -> Substring? in
            let name = part.split(separator: ":").first?.split(separator: " ").last
            return part.contains(":") ? name : nil
        }
        return !labels.isEmpty
            && labels.allSatisfy { label in
                source.text.contains(" \(label): ") && source.text.contains("self.\(label) = ")
            }
    }

    @Test func `the check sees a comment that lacks`() {
        let lines = """
            /// One.
            public let one: Int
            public let two: Int

            public func three() {
            }
            """.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.indices.filter { Self.isPublic(lines[$0]) } == [1, 2, 4])
        #expect([1, 2, 4].map { Self.isDocumented($0, lines) } == [true, true, false])
    }
}
