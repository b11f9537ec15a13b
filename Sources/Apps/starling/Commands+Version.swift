import CommandLines

extension Commands {
    static let versionText = "starling 0.1.0 (Starknet 0.14.4, JSON-RPC 0.10.2)"

    /// `starling version`: what this program is and what it speaks.
    static let version = Command("version", summary: "prints the version and the protocol versions spoken") { _ in
        print(versionText)
        return .success
    }
}
