import HTMLBuilding

/// A page of blocks, newest first.
enum BlockListPage {
    static func render(chain: ChainSummary, blocks: [BlockSummary], older: UInt64?) -> HTML {
        Layout.page("Blocks", chainID: chain.chainID, script: true) {
            element("h1") { "Blocks" }
            Parts.card("Newest first", "list") {
                element("table") {
                    element("thead") {
                        element("tr") {
                            for name in ["Block", "Hash", "Transactions", "Proof", "Time"] { element("th") { name } }
                        }
                    }
                    element("tbody") { for block in blocks { row(block) } }
                }
                if let older { link("/blocks?before=\(older)", .class("more")) { "Older blocks" } }
            }
        }
    }

    static func row(_ block: BlockSummary) -> HTML {
        element("tr") {
            element("td") { Parts.blockLink(block.number) }
            element("td", .class("wide")) { link("/block/\(block.number)") { Parts.hash(block.hash) } }
            element("td") { "\(block.transactionCount) tx" }
            element("td") { Parts.proofBadge(block) }
            element("td", .class("when")) { Parts.time(block.timestamp) }
        }
    }
}
