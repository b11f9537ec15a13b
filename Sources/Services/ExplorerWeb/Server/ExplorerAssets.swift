/// The static files, compiled into the binary.
enum ExplorerAssets {
    static func find(_ name: String) -> (contentType: String, bytes: [UInt8])? {
        switch name {
        case "style.css": ("text/css; charset=utf-8", PackageResources.style_css)
        case "explorer.js": ("text/javascript; charset=utf-8", PackageResources.explorer_js)
        case "verify-worker.js": ("text/javascript; charset=utf-8", PackageResources.verify_worker_js)
        case "icon.svg": ("image/svg+xml", PackageResources.icon_svg)
        default: nil
        }
    }
}
