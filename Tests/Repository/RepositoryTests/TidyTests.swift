import Testing

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
        "BlakeLanes+Compress16.swift: compress16": "rounds written out, measured",
        "BlakeLanes+Compress8.swift: compress8": "rounds written out, measured",
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

    @Test func `nothing unfinished is promised in comments`() {
        for source in Repository.sources + Repository.tests where !source.path.hasSuffix("TidyTests.swift") {
            for word in ["TODO", "FIXME", "XXX", "HACK"] {
                #expect(!source.text.contains("// \(word)"), "\(source.path) promises work")
            }
        }
    }
}
