import Foundation

/// The table of `Package.swift`.
struct Manifest {
    struct Row {
        /// `Sources/Math`.
        let folder: String
        let name: String
        let marks: [String]
        let uses: Set<String>
        let isTested: Bool

        var layer: String { String(folder.split(separator: "/").last ?? "") }
        var isSwift: Bool { !marks.contains("shim") }
    }

    /// In the order of the table.
    let rows: [Row]
    let systemLibraries: Set<String>

    /// Folders under `Sources/`, lowest first.
    var layers: [String] {
        var found: [String] = []
        for row in rows where row.folder.hasPrefix("Sources/") && !found.contains(row.layer) { found.append(row.layer) }
        return found
    }

    static func read() throws -> Manifest {
        let text = try Repository.text("Package.swift")
        guard let start = text.range(of: "let table = \"\"\"\n"),
            let end = text.range(of: "\n    \"\"\"", range: start.upperBound..<text.endIndex)
        else { throw NoTable() }
        let table = text[start.upperBound..<end.lowerBound].replacingOccurrences(of: "\\\n", with: " ")
        var rows: [Row] = [], folder = ""
        for line in table.split(separator: "\n") {
            if line.hasPrefix("      ") {
                rows.append(row(line, folder))
            } else {
                folder = line.trimmingCharacters(in: .whitespaces)
            }
        }
        let libraries = try Repository.names(in: "Sources/SystemLibraries").filter { name in
            !rows.contains { $0.name == name }
        }
        return Manifest(rows: rows, systemLibraries: Set(libraries))
    }

    private static func row(_ line: Substring, _ folder: String) -> Row {
        let bar = line.split(separator: "|", maxSplits: 1)
        let colon = bar[0].split(separator: ":", maxSplits: 1)
        let words = colon[0].split { " ()".contains($0) }.map(String.init)
        return Row(
            folder: folder, name: words[0], marks: Array(words.dropFirst()),
            uses: Set((colon.count > 1 ? colon[1] : "").split(separator: " ").map(String.init)),
            isTested: bar.count > 1)
    }

    struct NoTable: Error {}
}
