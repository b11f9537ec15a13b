import ByteCoding
import SHA2

/// The static files, compiled into the binary. Their addresses contain a hash over all of them, so that browsers may keep
/// them for ever and never mix two versions; scripts import each other by names beside their own.
enum ExplorerAssets {
    static let all: [(name: String, contentType: String, bytes: [UInt8])] =
        [
            ("style.css", "text/css; charset=utf-8", PackageResources.style_css),
            ("icon.svg", "image/svg+xml", PackageResources.icon_svg),
        ] + scripts.map { ($0.name, "text/javascript; charset=utf-8", $0.bytes) }

    private static let scripts: [(name: String, bytes: [UInt8])] = [
        ("explorer.js", PackageResources.explorer_js),
        ("theme.js", PackageResources.theme_js),
        ("dom.js", PackageResources.dom_js),
        ("times.js", PackageResources.times_js),
        ("copy.js", PackageResources.copy_js),
        ("search.js", PackageResources.search_js),
        ("home.js", PackageResources.home_js),
        ("charts.js", PackageResources.charts_js),
        ("proofs.js", PackageResources.proofs_js),
        ("verification.js", PackageResources.verification_js),
        ("verdict-lists.js", PackageResources.verdict_lists_js),
        ("verifier.js", PackageResources.verifier_js),
        ("verifier-module.js", PackageResources.verifier_module_js),
        ("carried.js", PackageResources.carried_js),
        ("walk.js", PackageResources.walk_js),
        ("recompile.js", PackageResources.recompile_js),
        ("receipt.js", PackageResources.receipt_js),
        ("compare.js", PackageResources.compare_js),
        ("report.js", PackageResources.report_js),
        ("sha256.js", PackageResources.sha256_js),
        ("verify-worker.js", PackageResources.verify_worker_js),
    ]

    /// The first half of a hash over all names and contents.
    static let version = HexBytes.encode(
        SHA256.hash(all.flatMap { Array($0.name.utf8) + [0] + SHA256.hash($0.bytes) }).prefix(8))

    /// Where a file is served.
    static func path(_ name: String) -> String { "/assets/\(version)/\(name)" }

    static func find(_ name: String) -> (contentType: String, bytes: [UInt8])? {
        all.first { $0.name == name }.map { ($0.contentType, $0.bytes) }
    }
}
