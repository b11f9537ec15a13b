import HTMLBuilding

/// A page of blocks, newest first.
enum BlockListPage {
    static func render(frame: SiteFrame, blocks: [BlockSummary], older: UInt64?) -> HTML {
        Layout.page("Blocks", frame: frame) {
            element("h1") { "Blocks" }
            Parts.card("Newest first", "list") {
                element("table") {
                    element("thead") {
                        element("tr") {
                            element("th") { "Block" }
                            // The classes of the cells below: a column is shown or hidden with its heading.
                            element("th", .class("wide")) { "Hash" }
                            element("th") { "Transactions" }
                            element("th") { "Proof" }
                            element("th", .class("when")) { "Time" }
                        }
                    }
                    element("tbody") { for block in blocks { row(block) } }
                }
                if let older { link("/blocks?before=\(older)", .class("more")) { "Older blocks" } }
            }
        }
    }

    static func row(_ block: BlockSummary) -> HTML {
        element("tr", HTMLAttribute("data-key", block.hash)) {
            element("td") { Parts.blockLink(block.number) }
            element("td", .class("wide")) { link("/block/\(block.number)") { Parts.hash(block.hash) } }
            element("td") { "\(block.transactionCount) tx" }
            element("td") { Parts.proof(block.proof, of: block.number) }
            element("td", .class("when")) { Parts.time(block.timestamp) }
        }
    }
}
