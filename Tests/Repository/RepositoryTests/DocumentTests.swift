import Foundation
import Testing

/// Documents that list what there is list all of it.
struct DocumentTests {
    @Test func `every target stands in the architecture`() throws {
        let text = try Repository.text("ARCHITECTURE.md")
        let words = Set(text.split { !($0.isLetter || $0.isNumber || "-_".contains($0)) }.map(String.init))
        let manifest = try Manifest.read()
        for row in manifest.rows where row.folder.hasPrefix("Sources/") {
            #expect(words.contains(row.name), "ARCHITECTURE.md does not name \(row.name)")
        }
        for library in manifest.systemLibraries {
            #expect(words.contains(library), "ARCHITECTURE.md does not name \(library)")
        }
    }

    @Test func `every decision is listed with its title`() throws {
        let list = try Repository.text("Docs/Decisions/README.md")
        let files = try Repository.names(in: "Docs/Decisions").filter { $0 != "README.md" }
        for (index, file) in files.enumerated() {
            #expect(list.contains("(\(file))"), "Docs/Decisions/README.md does not list \(file)")
            #expect(Int(file.prefix(4)) == index + 1, "\(file) is not number \(index + 1)")
        }
        let linked = list.split(separator: "\n").filter { $0.contains("](") }
        #expect(linked.count == files.count)
    }

    @Test func `links between documents lead somewhere`() throws {
        let folders = ["", "Docs/", "Docs/Internals/", "Docs/Decisions/"]
        for folder in folders {
            for name in try Repository.names(in: folder.isEmpty ? "." : folder) where name.hasSuffix(".md") {
                for target in Self.links(try Repository.text(folder + name)) {
                    let path = folder + (target.split(separator: "#").first.map(String.init) ?? name)
                    #expect(Repository.exists(path), "\(folder)\(name) links to \(target)")
                }
            }
        }
    }

    /// Targets of links that are not addresses.
    private static func links(_ text: String) -> [String] {
        text.components(separatedBy: "](").dropFirst().compactMap { part in
            let target = part.prefix { $0 != ")" }
            return target.contains("://") ? nil : String(target)
        }
    }
}
