import BlockBundling
import BlockVerifying
import DevnetProving
import DevnetService
import Foundation
import HTTPRequesting
import JSONCoding
import Observability
import ProofStorage
import StarknetClient
import StarknetModel
import Testing
import VectorFiles

/// `starling devnet --prove`: a development network with a prover beside it.
@Suite(.serialized) struct DevnetProverTests {
    private final class Network {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("proving-\(UUID().uuidString)").path
        let devnet: Devnet
        let client: RPCClient
        let prover: DevnetProver

        init() throws {
            var settings = DevnetSettings(
                contractsFolder: VectorFiles.packageRoot.appendingPathComponent("Contracts").path,
                folder: folder + "/chain")
            settings.rpcPort = 0
            settings.accountCount = 2
            devnet = try Devnet(settings)
            let url = "http://127.0.0.1:\(devnet.rpcPort)"
            client = RPCClient(url)
            prover = try DevnetProver(
                devnet, rpc: url, proofsFolder: folder + "/proofs", address: "127.0.0.1", port: 0,
                log: Logger(part: "test", level: .error))
        }

        deinit {
            prover.stop()
            devnet.stop()
            try? FileManager.default.removeItem(atPath: folder)
        }

        func call(_ method: String, _ parameters: String = "{}") throws -> JSONValue {
            try client.call(method, parametersText: Array(parameters.utf8))
        }

        func mint() throws { _ = try call("devnet_mint", #"{"address":"0x12345","amount":1}"#) }

        /// The state of a block, once it is none of those that a prover still works on.
        func state(of block: Int, besides passing: Set<String> = ["", "waiting", "proving"]) throws -> String {
            let end = Date().addingTimeInterval(300)
            var found = ""
            while passing.contains(found), Date() < end {
                usleep(50_000)
                let answer = try HTTPClient().get("http://127.0.0.1:\(prover.port)/blocks/\(block)")
                found = answer.status == 200 ? try JSONDocument(answer.body).root.member("state").string() : ""
            }
            return found
        }

        /// Verifies as `starling verify --configuration` does.
        func verdict(_ block: UInt64) throws -> BlockVerdict {
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: prover.configurationFile)))
            let configuration = try VerifierConfiguration(decoding: bytes)
            let store = try FolderProofStore(
                folder: prover.proofsFolder, chain: configuration.fingerprint, isMade: false)
            return try ProofReader(
                configuration: configuration, fetcher: BundleFetcher(client: client), store: store
            ).verify(RequestedBlock(number: block))
        }
    }

    @Test func `a block is proven and verifies; what is taken back or begins anew is proven anew`() throws {
        let network = try Network()
        try network.mint()
        #expect(try network.state(of: 1) == "stored")
        let verdict = try network.verdict(1)
        #expect(verdict.isComplete && verdict.transactionCount == 1 && verdict.committeeCount == 1)

        // The same number, another block: empty, which needs no proof.
        _ = try network.call("devnet_abortBlocks", #"{"starting_block_id":{"block_number":1}}"#)
        _ = try network.call("devnet_createBlock")
        #expect(try network.state(of: 1, besides: ["", "waiting", "proving", "stored"]) == "empty")
        #expect(try network.verdict(1).transactionCount == 0)

        // Another chain: what verifiers pin is written anew.
        let before = try Data(contentsOf: URL(fileURLWithPath: network.prover.configurationFile))
        _ = try network.call("devnet_setTime", #"{"time":4000000000,"generate_block":false}"#)
        _ = try network.call("devnet_restart")
        _ = try network.call("devnet_createBlock")
        _ = try network.call("devnet_createBlock")
        #expect(try network.state(of: 2) == "empty")
        #expect(try Data(contentsOf: URL(fileURLWithPath: network.prover.configurationFile)) != before)
        #expect(try network.verdict(2).transactionCount == 0)
    }
}
