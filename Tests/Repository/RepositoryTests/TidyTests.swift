import Foundation
import Testing
import VectorFiles

/// The rules of the house that a machine can check.
struct TidyTests {
    @Test func `files stay under 250 lines`() {
        for source in Repository.sources + Repository.tests {
            #expect(source.lines.count <= 250, "\(source.path) has \(source.lines.count) lines")
        }
    }

    /// Longer functions, and why they are one piece. A function that became shorter must not stand here.
    static let longFunctions: [String: String] = [
        "RunLoop.swift: runLoop": "the machine's registers live in its locals",
        "BlakeLanes+Compress.swift: compressLanes": "rounds written out, measured",
        "ComponentKind+Evaluation.swift: describe": "a line a component",
        "Keccak.swift: permute": "rounds written out, measured",
        "Blake2s+Compress.swift: compress": "rounds written out, measured",
    ]

    @Test func `functions stay under 70 lines but a reviewed few`() {
        var long = Set<String>()
        for source in Repository.sources {
            for function in FunctionText.all(in: source.lines) where function.count > 70 {
                let name = "\(source.path.split(separator: "/").last ?? ""): \(function.name)"
                long.insert(name)
            }
        }
        #expect(long == Set(Self.longFunctions.keys))
    }

    /// `Felt252+Hex.swift` holds something of `Felt252`; `RangeCheckTables.swift` a family `RangeCheckTable…`.
    @Test func `a file is named after something in it`() {
        for source in Repository.sources where source.stem != "main" {
            let stem = source.stem.lowercased()
            let family = stem.hasSuffix("s") ? String(stem.dropLast()) : nil
            let isThere = DeclaredNames.all(in: source.text).contains { name in
                name == stem || (family.map(name.hasPrefix) ?? false)
            }
            #expect(isThere, "nothing in \(source.path) has its name")
        }
    }

    /// A test that is skipped says nothing, and nobody notices.
    @Test func `no test depends on what a machine has`() {
        for source in Repository.tests where !source.path.hasSuffix("TidyTests.swift") {
            for trait in [".enabled(", ".disabled("] {
                #expect(!source.text.contains(trait), "\(source.path) has tests that can be skipped")
            }
        }
    }

    @Test func `the repository's golden data is all there, within ten million bytes`() throws {
        let names = try Repository.text("Tools/golden-set.txt").split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(names.count > 150)
        for name in names {
            let file = VectorFiles.ownSet.appendingPathComponent(String(name))
            #expect(FileManager.default.fileExists(atPath: file.path), "\(name) is not in Vectors/golden.tar.xz")
        }
        var bytes = 0
        for folder in ["Vectors", "Contracts"] {
            let root = VectorFiles.packageRoot.appendingPathComponent(folder)
            let sizes: [URLResourceKey] = [.fileSizeKey]
            let walk = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: sizes))
            for case let url as URL in walk { bytes += try url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0 }
        }
        #expect(bytes <= 10_000_000)
    }

    /// Imports are internal unless they say otherwise: one spelling for that.
    @Test func `imports that are internal do not say so`() {
        for source in Repository.sources + Repository.tests where !source.path.hasSuffix("TidyTests.swift") {
            #expect(!source.lines.contains { $0.hasPrefix("internal import ") }, "\(source.path)")
        }
    }

    @Test func `nothing unfinished is promised in comments`() {
        for source in Repository.sources + Repository.tests where !source.path.hasSuffix("TidyTests.swift") {
            for word in ["TODO", "FIXME", "XXX", "HACK"] {
                #expect(!source.text.contains("// \(word)"), "\(source.path) promises work")
            }
        }
    }
}
