import CommandLines
import Foundation
import JSONCoding
import Observability
import S3Requesting

/// Where the commands find what came with the program, and what it made before, when nobody names a place.
extension Commands {
    static let files = InstalledFiles(program: "starling")

    static let contractsOption = CommandOption(
        "contracts", value: "FOLDER", help: "the contracts of genesis (default: those that came with the program)")
    static let verifierOption = CommandOption(
        "verifier", value: "FILE", help: "the verifier's WebAssembly module (default: what came with the program)")
    static let committeeOption = CommandOption(
        "committee", value: "FILE", help: "the committee file (default: the local network's)")
    static let genesisOption = CommandOption(
        "genesis", value: "FILE",
        help: "the genesis file (default: genesis.json beside the committee file, else the test chain's)")
    static let configurationOption = CommandOption(
        "configuration", value: "FILE",
        help: "what is pinned of the chain, as `devnet --prove` writes it; instead of --committee and --genesis")
    static let proofsOption = CommandOption(
        "proofs", value: "PLACE",
        help:
            "where proofs are kept: a folder, or s3://BUCKET (default: the bucket of S3_BUCKET_NAME, else the local network's folder)"
    )
    static let folderOption = CommandOption(
        "folder", value: "FOLDER",
        help: "the local network's folder (default: .run in the checkout; installed ~/.local/state/starling/local)")
    static let trustedProxiesOption = CommandOption(
        "trusted-proxies", value: "ADDRESSES",
        help: "IPv4 addresses of proxies whose X-Forwarded-For is believed, separated by commas (default: none)")
    static let jsonOption = CommandOption(flag: "json", help: "as JSON")

    /// The folder with the contracts of genesis.
    static func contractsFolder(_ arguments: Arguments) throws -> String {
        let folder = contractsPath(arguments)
        guard FileManager.default.fileExists(atPath: folder + "/Account/Account.casm.json") else {
            throw UsageError("\(folder): the contracts of genesis are not there; name their folder with --contracts")
        }
        return folder
    }

    /// Where the contracts of genesis are, or should be.
    static func contractsPath(_ arguments: Arguments) -> String {
        arguments.string("contracts") ?? files.path(installed: "contracts", checkout: "Contracts")
    }

    /// Where the verifier's WebAssembly module is, or should be.
    static func verifierPath(_ arguments: Arguments) -> String {
        arguments.string("verifier")
            ?? files.path(installed: "starling-verify.wasm", checkout: ".build/wasm/starling-verify.wasm")
    }

    /// The local network's folder: homes, stores, logs and pid files.
    static func networkFolder(_ arguments: Arguments) -> String {
        if let folder = arguments.string("folder") { return folder }
        return switch files.layout {
        case .checkout: files.stateFolder + "/.run"
        case .installed: files.stateFolder + "/local"
        }
    }

    /// A folder, or `s3://BUCKET`: what is named, else the bucket of the environment, else the local network's folder.
    static func proofsPlace(_ arguments: Arguments) -> String {
        if let place = arguments.string("proofs") { return place }
        let bucket = ProcessInfo.processInfo.environment[S3Settings.bucketVariable] ?? ""
        return bucket.isEmpty ? files.stateFolder + "/proofs" : bucketScheme + bucket
    }

    /// How the place of proofs in a bucket begins.
    static let bucketScheme = "s3://"

    static func committeePath(_ arguments: Arguments) -> String {
        arguments.string("committee") ?? networkFolder(arguments) + "/node0/committee"
    }

    /// A file that is made anew, in the local network's folder when no other place is named.
    static func madeFile(_ arguments: Arguments, _ option: String, _ name: String) throws -> String {
        if let path = arguments.string(option) { return path }
        let folder = networkFolder(arguments)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder + "/" + name
    }

    /// An input that cannot be used: its file and the reason, in words.
    static func inputError(_ path: String, _ error: any Error) -> InputError {
        let text = ErrorSentence.text(of: error)
        return InputError(text.hasPrefix(path) ? text : "\(path): \(text)")
    }

    /// Prints one JSON object on a line of its own.
    static func printJSON(_ body: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        writer.object(body)
        print(writer.text)
    }
}
