import HTMLBuilding

/// A class's page: its size, its functions, and all its contracts.
enum ClassPage {
    static func render(frame: SiteFrame, detail: ClassDetail) -> HTML {
        Layout.page("Class \(detail.hash.prefix(12))", frame: frame) {
            element("h1") { "Class" }
            Parts.card("Overview") {
                Parts.facts(
                    [
                        ("Class hash", Parts.whole(detail.hash)),
                        ("Sierra program", HTML("\(detail.sierraLength) felts")),
                    ] + detail.entryPointCounts.map { ("\($0.kind) entry points", HTML("\($0.count)")) })
            }
            Parts.card("Sources") {
                element("ul") {
                    for kind in SourcePage.Kind.allCases {
                        element("li") { link("/class/\(detail.hash)/\(kind.rawValue)") { kind.title } }
                    }
                }
            }
            Parts.card("Functions, as the ABI claims") {
                element("ul", .class("functions")) {
                    for function in detail.functions.prefix(300) {
                        element("li") {
                            ViewForm.signature(function)
                            if function.isView { Parts.badge("view", "kind") }
                        }
                    }
                }
            }
            Parts.card("Contracts of this class (\(detail.contractCount))") {
                if detail.contracts.isEmpty { element("p", .class("quiet")) { "None." } }
                element("ul") {
                    for address in detail.contracts { element("li") { Parts.contractLink(address) } }
                }
                if let more = detail.more {
                    link("/class/\(detail.hash)?after=\(more)", .class("more")) { "More contracts" }
                }
            }
        }
    }
}
