import Testing

/// Whoever reads a log or an answer reads words, not the names of cases.
struct ErrorWordTests {
    /// Layers whose errors end in logs, in answers and in what commands print. Errors below them are put into words by the
    /// errors that carry them, or by `ErrorSentence`.
    private static let layers: Set<String> = ["Basics", "Toolkits", "Formats", "Consensus", "Node", "Proving", "Tools"]

    /// Errors without words of their own, and who tells them.
    private static let told: [String: String] = [
        "BlockProvingError": "BlockProverError says which step failed, and why",
        "ClassRefusal": "answered as an error of the RPC, by its code",
        "GatewayRefusal": "answered as an error of the RPC, by its code",
        "PoolRefusal": "answered as an error of the RPC, by its code",
    ]

    @Test func `errors that people see describe themselves`() {
        let sources = Repository.sources.filter { Self.layers.contains($0.layer) }
        let conforming = sources.flatMap { source in
            source.lines.filter { $0.contains("CustomStringConvertible") }
        }
        var mute = Set<String>()
        for errors in sources.flatMap({ ErrorCases.all(in: $0.lines) }) {
            let isDescribed = conforming.contains { line in
                line.contains("enum \(errors.name):") || line.contains("extension \(errors.name):")
                    || line.contains(".\(errors.name):")
            }
            if !isDescribed { mute.insert(errors.name) }
        }
        #expect(mute == Set(Self.told.keys))
    }
}
