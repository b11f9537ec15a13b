import HTMLBuilding
import ProofStorage

/// A block's page: what the node says of it, and what the reader's browser finds out about its proof. Every claim carries
/// its value for the script, which marks it when it was verified and says when it differs.
enum BlockPage {
    /// - Parameter verification: whether the page loads the verifier (`ENABLE_BLOCK_VERIFICATION`).
    static func render(
        frame: SiteFrame, latest: UInt64?, block: BlockSummary, transactions: [TransactionSummary],
        verification: VerifierAsset?
    ) -> HTML {
        Layout.page("Block \(block.number)", frame: frame) {
            element("div", .class("title")) {
                element("h1") { "Block \(block.number)" }
                element("span", .class("steps")) {
                    if block.number > 0 { link("/block/\(block.number - 1)") { "← previous" } }
                    if latest.map({ $0 > block.number }) ?? false { link("/block/\(block.number + 1)") { "next →" } }
                }
            }
            VerdictPanel.render(block, verification)
            Parts.card("Header") {
                element("dl", .class("facts")) {
                    claim("Block hash", "hash", block.hash) { Parts.whole(block.hash) }
                    claim("Parent hash", "parent", block.parentHash) { parent(block) }
                    claim("State root", "root", block.newRoot) { Parts.whole(block.newRoot) }
                    claim("Time", "time", "\(block.timestamp)") { Parts.fullTime(block.timestamp) }
                    claim("Sequencer", "sequencer", block.sequencer) { Parts.contractLink(block.sequencer) }
                    claim("Starknet version", "version", block.version) {
                        HTML(HostileText.visible(block.version, limit: 20))
                    }
                    claim("Transactions", "transactions", "\(block.transactionCount)") {
                        HTML("\(block.transactionCount)")
                    }
                    claim("Events", "events", "\(block.eventCount)") { HTML("\(block.eventCount)") }
                    if let price = block.gasPrice {
                        element("dt") { "Price of L2 gas" }
                        element("dd") { "\(price) fri" }
                    }
                    element("dt") { "Proof, says the prover" }
                    element("dd") { Parts.proof(block.proof, of: block.number, withNote: true) }
                }
            }
            Parts.card("Transactions", "list") {
                element("div", HTMLAttribute("data-transactions-listed")) {
                    TransactionListPage.table(transactions, isOfBlock: true)
                }
            }
        }
    }

    private static func parent(_ block: BlockSummary) -> HTML {
        block.number == 0
            ? Parts.whole(block.parentHash) : link("/block/\(block.number - 1)") { Parts.whole(block.parentHash) }
    }

    private static func claim(
        _ name: String, _ claim: String, _ value: String, @HTMLBuilder content: () -> HTML
    ) -> HTML {
        element("dt") { name }
            + element("dd", HTMLAttribute("data-claim", claim), HTMLAttribute("data-value", value), content: content)
    }
}
