import HTMLBuilding

/// The panel that `verification.js` fills. It starts as "Pending", so that without script nothing claims to be verified.
enum VerdictPanel {
    static func render(_ block: BlockSummary, _ asset: VerifierAsset?) -> HTML {
        guard let asset else {
            return Parts.card("Verification", "verdict off") {
                element("p", .class("quiet")) {
                    "Verification in the browser is switched off on this explorer (ENABLE_BLOCK_VERIFICATION). "
                    "What this page shows is its word and the node's."
                }
            }
        }
        return element(
            "section", .class("card verdict pending"), .id("verification"),
            HTMLAttribute("data-block", "\(block.number)"),
            HTMLAttribute("data-hash", block.hash),
            HTMLAttribute("data-module", asset.path), HTMLAttribute("data-module-sha256", asset.sha256),
            HTMLAttribute("data-configuration", asset.configurationPath)
        ) {
            element("h2", .id("verdict-heading")) { "Your browser is checking this block" }
            element("p", .class("state"), .id("verdict-state"), HTMLAttribute("role", "status")) { "Pending" }
            element("p", .id("verdict-note")) {
                "This page loads a verifier into your browser, fetches the block with its proof, and checks everything itself."
            }
            element("noscript") {
                element("p") { "Without script your browser checks nothing: what this page shows is this site's word." }
            }
            element("button", .id("verdict-again"), HTMLAttribute("type", "button"), HTMLAttribute("hidden")) {
                "Check again"
            }
            element("button", .id("verdict-forget"), HTMLAttribute("type", "button"), HTMLAttribute("hidden")) {
                "Forget the blocks verified before, and check again"
            }
            list("verdict-summary", nil)
            walk
            recompilation
            list("verdict-exceptions", "Not proven")
            list("verdict-basis", "Not covered by any check of this block")
            details(asset)
            trust(block, asset)
        }
    }

    private static func list(_ id: String, _ title: String?) -> HTML {
        element("div", HTMLAttribute("data-section"), HTMLAttribute("hidden")) {
            if let title { element("h3") { title } }
            element("ul", .class("checks"), .id(id)) {}
        }
    }

    /// The way back to genesis, filled by `walk.js`.
    private static var walk: HTML {
        element("div", .id("walk-offer"), .class("walk"), HTMLAttribute("hidden")) {
            element("button", .id("walk-start"), HTMLAttribute("type", "button")) { "Verify the blocks before" }
            element("span", .id("walk-running"), HTMLAttribute("hidden")) {
                element("progress", .id("walk-progress"), HTMLAttribute("aria-label", "Blocks verified")) {}
                element("button", .id("walk-stop"), HTMLAttribute("type", "button")) { "Stop" }
            }
            element("p", .id("walk-note"), HTMLAttribute("role", "status")) {}
        }
    }

    /// Compiling the block's classes again, filled by `recompile.js`.
    private static var recompilation: HTML {
        element("div", .id("recompile-offer"), .class("walk"), HTMLAttribute("hidden")) {
            element("button", .id("recompile-start"), HTMLAttribute("type", "button")) {
                "Compile its classes again from their Sierra"
            }
            element("p", .id("recompile-note"), HTMLAttribute("role", "status")) {}
        }
    }

    private static func details(_ asset: VerifierAsset) -> HTML {
        element("details", HTMLAttribute("data-section"), HTMLAttribute("hidden")) {
            element("summary") { "Technical facts and the checks one by one" }
            element("dl", .class("facts"), .id("verdict-facts")) {}
            element("ul", .class("checks"), .id("verdict-checks")) {}
        }
    }

    /// The page cannot vouch for itself: it says so, and how a reader gets independent of it.
    private static func trust(_ block: BlockSummary, _ asset: VerifierAsset) -> HTML {
        element("details") {
            element("summary") { "Who vouches for the checker?" }
            element("p") {
                "The verifier's module, the chain's configuration and this page come from one server, which could hand out a "
                "checker that approves of everything. To be independent of it, compare these two with what is published "
                "elsewhere, or run "
                element("code") { "starling verify --block \(block.number) --recompile" }
                " with your own copy of the committee file."
            }
            Parts.facts([
                ("Module's SHA-256", Parts.whole(asset.sha256)),
                ("Configuration's fingerprint", Parts.whole(asset.configurationFingerprint)),
            ])
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
    /// Hex of the configuration's SHA-256: the fingerprint that verdicts name.
    public var configurationFingerprint: String

    public init(path: String, sha256: String, configurationPath: String, configurationFingerprint: String) {
        self.path = path
        self.sha256 = sha256
        self.configurationPath = configurationPath
        self.configurationFingerprint = configurationFingerprint
    }
}
