import HTMLBuilding

/// A block's page: what the node says of it, and what the reader's browser finds out about its proof.
enum BlockPage {
    /// - Parameter verification: whether the page loads the verifier (`ENABLE_BLOCK_VERIFICATION`).
    static func render(
        chain: ChainSummary, block: BlockSummary, transactions: [TransactionSummary], verification: VerifierAsset?
    ) -> HTML {
        Layout.page("Block \(block.number)", chainID: chain.chainID, script: true) {
            element("div", .class("title")) {
                element("h1") { "Block \(block.number)" }
                element("span", .class("steps")) {
                    if block.number > 0 { link("/block/\(block.number - 1)") { "← previous" } }
                    if chain.latestBlock.map({ $0 > block.number }) ?? false { link("/block/\(block.number + 1)") { "next →" } }
                }
            }
            verificationPanel(block, verification)
            Parts.card("Header") {
                Parts.facts([
                    ("Block hash", element("code", .class("whole")) { block.hash }),
                    ("Parent hash", element("code", .class("whole")) { block.parentHash }),
                    ("State root", element("code", .class("whole")) { block.newRoot }),
                    ("Time", Parts.time(block.timestamp)),
                    ("Sequencer", Parts.contractLink(block.sequencer)),
                    ("Starknet version", HTML(HostileText.visible(block.version, limit: 20))),
                    ("Transactions", HTML("\(block.transactionCount)")),
                    ("Events", HTML("\(block.eventCount)")),
                    ("Proof", proofLine(block)),
                ])
            }
            Parts.card("Transactions", "list") { TransactionListPage.table(transactions) }
        }
    }

    private static func proofLine(_ block: BlockSummary) -> HTML {
        switch block.proof {
        case .stored(let lag, let bytes):
            Parts.proofBadge(block) + HTML(" \(lag) s after the block, \(bytes / 1024) KiB")
        case .failed(let reason): Parts.proofBadge(block) + HTML(" " + HostileText.visible(reason, limit: 300))
        default: Parts.proofBadge(block)
        }
    }

    /// The panel that `verify.js` fills. It starts as "Pending", so that without script nothing claims to be verified.
    private static func verificationPanel(_ block: BlockSummary, _ asset: VerifierAsset?) -> HTML {
        if block.transactionCount == 0 {
            return Parts.card("Verification", "verdict off") {
                element("p", .class("quiet")) {
                    "This block holds no transactions: nothing was executed, and there is nothing to prove."
                }
            }
        }
        guard let asset else {
            return Parts.card("Verification", "verdict off") {
                element("p", .class("quiet")) {
                    "Verification in the browser is switched off on this explorer (ENABLE_BLOCK_VERIFICATION)."
                }
            }
        }
        return element(
            "section", .class("card verdict pending"), .id("verification"), HTMLAttribute("data-block", "\(block.number)"),
            HTMLAttribute("data-bundle", "/bundle/\(block.number)"), HTMLAttribute("data-module", asset.path),
            HTMLAttribute("data-module-sha256", asset.sha256), HTMLAttribute("data-configuration", asset.configurationPath)
        ) {
            element("h2") { "Verified in your browser" }
            element("p", .class("state"), .id("verdict-state"), HTMLAttribute("role", "status")) { "Pending" }
            element("p", .class("quiet"), .id("verdict-note")) {
                "This page loads a verifier into your browser, fetches the block with its proof, and checks everything itself."
            }
            element("dl", .class("facts"), .id("verdict-facts")) {}
            element("ul", .class("checks"), .id("verdict-checks")) {}
        }
    }
}

/// The verifier's WebAssembly module as the page names it: its path and pinned hash, and the chain configuration that
/// the verdict is about.
public struct VerifierAsset: Sendable, Equatable {
    public var path: String
    /// Hex of the module's SHA-256, compared by the worker before it is run.
    public var sha256: String
    public var configurationPath: String

    public init(path: String, sha256: String, configurationPath: String) {
        self.path = path
        self.sha256 = sha256
        self.configurationPath = configurationPath
    }
}
