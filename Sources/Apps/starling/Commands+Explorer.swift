import BlockBundling
import BlockVerifying
import CommandLines
import ExplorerWeb
import FiniteFields
import Foundation
import HTTPRequesting
import HTTPServing
import Observability
import StarknetClient
import StarknetModel
import Threading
import TransactionExecution

extension Commands {
    /// `starling explorer`: blocks, transactions, contracts, and the verifier that runs in the reader's browser.
    static let explorer = Command(
        "explorer", summary: "serves the explorer's pages",
        options: [
            CommandOption("rpc", value: "URL", default: "http://127.0.0.1:5050", help: "the node's JSON-RPC"),
            CommandOption(
                "prover", value: "URL", default: "http://127.0.0.1:5060", help: "the prover's status interface"),
            proofsOption,
            CommandOption(
                "index", value: "FILE",
                help: "the explorer's index (default: explorer.db in the local network's folder)"),
            committeeOption, genesisOption, contractsOption, verifierOption,
            CommandOption("address", value: "IPV4", default: "127.0.0.1", help: "where the explorer listens"),
            CommandOption("port", value: "PORT", default: "4000", help: "the explorer's port"),
            trustedProxiesOption,
            CommandOption("log-level", value: "LEVEL", default: "info", help: "debug, info, warning or error"),
        ],
        examples: [
            "ENABLE_BLOCK_VERIFICATION=true starling explorer --rpc http://127.0.0.1:5050 --prover http://127.0.0.1:5060"
        ]
    ) { arguments in
        TerminationSignals.block()
        guard let level = LogLevel(name: arguments.string("log-level") ?? "") else {
            throw UsageError("--log-level: debug, info, warning or error")
        }
        let rpc = try arguments.required("rpc"), chain = try explorerGenesis(arguments).chain
        var limits = HTTPClientLimits()
        limits.totalMillis = 10_000
        let http = HTTPClient(limits: limits)
        let verifier = try loadedVerifier(arguments)
        let configuration = try pinnedConfiguration(arguments, verifies: verifier != nil)
        let site = try ExplorerSite(
            indexPath: try madeFile(arguments, "index", "explorer.db"),
            node: RPCExplorerNode(client: RPCClient(rpc, http: http)),
            proofs: ProverClient(address: try arguments.required("prover"), client: http),
            bundles: StoredBundles(
                reader: try configuration.map { try storedProofs(arguments, $0, BundleFetcher(client: RPCClient(rpc))) }
            ),
            verifier: verifier, chainID: shortString(chain.chainID),
            pinnedGenesis: configuration.map(\.genesisHash.hex), log: Logger(part: "explorer", level: level))
        var serving = HTTPLimits()
        // An answer may be a bundle; most of the time of a long one is spent waiting for the node.
        serving.heldBytesMax = 256 << 20
        serving.longWorkers = 8
        serving.trustedProxies = names(arguments.string("trusted-proxies"))
        serving.longRequestsPerAddressMax = 32
        let server = try HTTPServer(
            address: try arguments.required("address"), port: try arguments.requiredInteger("port", in: 0...UInt16.max),
            limits: serving, handler: { site.answer($0) })
        print("explorer: http://\(arguments.string("address") ?? ""):\(server.port)")
        let ending = StopFlag()
        let following = JoinableThread.start { site.follow { ending.wait(millis: 500) } }
        TerminationSignals.wait()
        site.stop()
        ending.set()
        following?.join()
        server.stop()
        return .success
    }

    private static func explorerGenesis(_ arguments: Arguments) throws -> GenesisConfiguration {
        try genesis(arguments.string("genesis") ?? genesisFile(beside: committeePath(arguments)))
    }

    /// What verifiers of this chain pin. Without verification, as over a node that runs alone, there need not be a committee;
    /// then nothing is pinned, and there are no proofs.
    private static func pinnedConfiguration(_ arguments: Arguments, verifies: Bool) throws -> VerifierConfiguration? {
        let hasCommittee = FileManager.default.fileExists(atPath: committeePath(arguments))
        return verifies || hasCommittee ? try verifierConfiguration(arguments) : nil
    }

    /// The chain's stored proofs.
    private static func storedProofs(
        _ arguments: Arguments, _ configuration: VerifierConfiguration, _ fetcher: BundleFetcher
    ) throws -> ProofReader {
        ProofReader(
            configuration: configuration, fetcher: fetcher,
            store: try readStore(at: proofsPlace(arguments), of: configuration))
    }

    /// The verifier's module, when `ENABLE_BLOCK_VERIFICATION` is `true`. Any value but `true` and `false` is an error: a
    /// misspelt switch must not look like a choice.
    private static func loadedVerifier(_ arguments: Arguments) throws -> LoadedVerifier? {
        switch ProcessInfo.processInfo.environment["ENABLE_BLOCK_VERIFICATION"] {
        case nil, "", "false": return nil
        case "true": break
        case .some(let other): throw UsageError("ENABLE_BLOCK_VERIFICATION is '\(other)': true or false")
        }
        let path = verifierPath(arguments)
        guard let module = FileManager.default.contents(atPath: path) else {
            throw UsageError(
                "\(path): the verifier's module is not there; `make wasm` builds it in a checkout, --verifier names another"
            )
        }
        return LoadedVerifier(module: [UInt8](module), configuration: try verifierConfiguration(arguments).encoded)
    }

    /// A chain id as text; hex when it is no short string.
    private static func shortString(_ felt: Felt252) -> String {
        let bytes = felt.bigEndianBytes.drop { $0 == 0 }
        guard bytes.allSatisfy({ (0x21...0x7e).contains($0) }) else { return felt.hex }
        return String(decoding: bytes, as: UTF8.self)
    }
}
