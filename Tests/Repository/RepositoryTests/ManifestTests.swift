import Foundation
import Testing

/// `Package.swift` says of each target what it imports, and nothing else.
struct ManifestTests {
    @Test func `a target declares exactly what it imports`() throws {
        let manifest = try Manifest.read()
        let known = Set(manifest.rows.map(\.name)).union(manifest.systemLibraries)
        let all = Repository.sources + Repository.tests
        for row in manifest.rows where row.isSwift && !row.marks.contains("suite") {
            let folder = row.folder + "/" + row.name
            let files = all.filter { folder.hasSuffix("\($0.layer)/\($0.module)") }
            #expect(!files.isEmpty, "\(folder) has no Swift files")
            let imported = files.reduce(into: Set<String>()) { $0.formUnion($1.imports) }.intersection(known)
            let dead = row.uses.subtracting(imported).sorted(), missing = imported.subtracting(row.uses).sorted()
            #expect(dead.isEmpty, "\(row.name) declares \(dead) and does not import them")
            #expect(missing.isEmpty, "\(row.name) imports \(missing) and does not declare them")
        }
    }

    @Test func `every folder of sources and tests has its row`() throws {
        let manifest = try Manifest.read()
        for layer in try Repository.names(in: "Sources") {
            for name in try Repository.names(in: "Sources/\(layer)") where name != "starling-verify-wasm" {
                let isThere = manifest.rows.contains { $0.layer == layer && $0.name == name }
                #expect(isThere || manifest.systemLibraries.contains(name), "Sources/\(layer)/\(name) has no row")
            }
            let tested = manifest.rows.filter { $0.layer == layer && $0.isTested }.map { $0.name + "Tests" }
            let suites = manifest.rows.filter { $0.folder == "Tests/\(layer)" }.map(\.name)
            let folders = (try? Repository.names(in: "Tests/\(layer)")) ?? []
            #expect(folders == (tested + suites).sorted())
        }
    }

    @Test func `a row stands above all that use it`() throws {
        let manifest = try Manifest.read()
        // What only tests use stands at the end; programs may use it.
        var seen = manifest.systemLibraries.union(manifest.rows.filter { $0.folder == "Tests/Support" }.map(\.name))
        for row in manifest.rows {
            #expect(row.uses.isSubset(of: seen), "\(row.name) uses \(row.uses.subtracting(seen).sorted()) further down")
            seen.insert(row.name)
        }
    }

    @Test func `modules that tests look into are listed, and no others`() throws {
        let manifest = try Repository.text("Package.swift")
        let start = try #require(manifest.range(of: "let testable = Set("))
        let end = try #require(manifest.range(of: "))", range: start.upperBound..<manifest.endIndex))
        let listed = manifest[start.upperBound..<end.lowerBound].split { !$0.isLetter }.map(String.init)
        let imported = Repository.tests.flatMap(\.lines).compactMap { line in
            line.hasPrefix("@testable import ") ? String(line.dropFirst("@testable import ".count)) : nil
        }
        #expect(listed.filter { $0 != "words" } == Set(imported).sorted())
    }
}
