import HTMLBuilding

/// The sources of a class: its ABI, its Sierra program, or its CASM code, some lines a page.
enum SourcePage {
    /// Lines on one page.
    static let linesMax = 500
    private static let charactersMax = 400

    enum Kind: String, CaseIterable, Sendable {
        case abi, sierra, casm

        var title: String {
            switch self {
            case .abi: "ABI"
            case .sierra: "Sierra"
            case .casm: "CASM"
            }
        }

        var note: String {
            switch self {
            case .abi: "As it was declared. It is a claim of whoever declared the class."
            case .sierra:
                "The program that the class hash commits to: statements by number, with the functions that begin there."
            case .casm:
                "What is run and proven, as the node compiled it from the Sierra program: each instruction with its offset."
            }
        }
    }

    /// - Parameters:
    ///   - first: the number of the first line, of `count` that there are. Of Sierra these are statements.
    static func render(
        frame: SiteFrame, hash: String, kind: Kind, lines: [String], first: Int, count: Int
    ) -> HTML {
        Layout.page("\(kind.title) of class \(hash.prefix(12))", frame: frame) {
            element("h1") { "\(kind.title) of a class" }
            element("p") {
                Parts.classLink(hash)
                for other in Kind.allCases where other != kind {
                    " · "
                    link("/class/\(hash)/\(other.rawValue)") { other.title }
                }
            }
            Parts.card("\(count) \(kind == .sierra ? "statements" : "lines")") {
                element("p", .class("quiet")) { kind.note }
                element("pre", .class("source")) {
                    HostileText.visible(
                        lines.map { String($0.prefix(charactersMax)) }.joined(separator: "\n"),
                        limit: 2 * linesMax * charactersMax, keepsLines: true)
                }
                element("p", .class("steps")) {
                    if first > 0 {
                        link("/class/\(hash)/\(kind.rawValue)?from=\(max(0, first - linesMax))") { "← before" }
                    }
                    if first + linesMax < count {
                        link("/class/\(hash)/\(kind.rawValue)?from=\(first + linesMax)") { "after →" }
                    }
                }
            }
        }
    }
}
