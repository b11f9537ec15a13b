/// The name that was probably meant.
enum Suggestion {
    /// The closest of some names, where at most a third of the word is mistyped.
    static func closest(to word: String, among names: [String]) -> String? {
        let ranked = names.map { (name: $0, distance: distance(word, $0)) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, word.count / 3) ? best.name : nil
    }

    /// "; did you mean --rpc?", or nothing.
    static func question(_ word: String, among names: [String], prefix: String = "") -> String {
        closest(to: word, among: names).map { "; did you mean \(prefix)\($0)?" } ?? ""
    }

    /// Insertions, deletions, substitutions and swaps of neighbours between two words (optimal string alignment).
    static func distance(_ left: String, _ right: String) -> Int {
        let a = Array(left.utf8.prefix(64)), b = Array(right.utf8.prefix(64))
        var rows = [Array(0...b.count)]
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var best = min(row[j], rows[i][j + 1]) + 1
                best = min(best, rows[i][j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
