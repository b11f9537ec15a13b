import FiniteFields

/// Decoded values as one line of text, for sentences.
extension DecodedItem {
    /// `89`, `(1, 2)`, `[a, b]`; cut at a depth, since values may be nested.
    func line(depth: Int = 0) -> String {
        switch content {
        case .value(let text): return text
        case .parts(let items):
            guard depth < 4 else { return "…" }
            let shown = items.prefix(6).map { $0.line(depth: depth + 1) }.joined(separator: ", ")
            return "(" + shown + (items.count > 6 ? ", …)" : ")")
        }
    }

    /// The parts of a call's arguments.
    var arguments: [DecodedItem] { if case .parts(let items) = content { items } else { [] } }
}
