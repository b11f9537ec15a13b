import CommandLines
import JSONCoding

extension Commands {
    private static let number = "0.1.0"
    private static let starknet = "0.14.4"
    private static let rpc = "0.10.2"
    static let versionText = "starling \(number) (Starknet \(starknet), JSON-RPC \(rpc))"

    /// `starling version`: what this program is and what it speaks.
    static let version = Command(
        "version", summary: "prints the version and the protocol versions spoken", options: [jsonOption],
        examples: ["starling version --json"]
    ) { arguments in
        guard arguments.flag("json") else {
            print(versionText)
            return .success
        }
        printJSON { w in
            for (key, value) in [("starling", number), ("starknet", starknet), ("json_rpc", rpc)] {
                w.field(key, string: value)
            }
        }
        return .success
    }
}
