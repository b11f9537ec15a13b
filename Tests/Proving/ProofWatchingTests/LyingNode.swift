import BlockProduction
import Foundation
import HTTPRequesting
import HTTPServing
import NodeService
import Observability
import StarknetClient
import VectorFiles

/// A node with genesis alone, behind a proxy that answers a question about block 7 with the data of block 0.
final class LyingNode: Sendable {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("liar-\(UUID().uuidString)").path
    private let node: Node
    private let proxy: HTTPServer
    let client: RPCClient

    init() throws {
        let contracts = VectorFiles.packageRoot.appendingPathComponent("Contracts").path
        var settings = NodeSettings(dataFolder: folder, contractsFolder: contracts, genesis: GenesisFile.local)
        settings.rpcPort = 0
        node = try Node(solo: settings, log: Logger(part: "test", level: .error))
        let address = "http://127.0.0.1:\(node.rpcPort)", http = HTTPClient()
        proxy = try HTTPServer(address: "127.0.0.1", port: 0) { request in
            let text = String(decoding: request.body, as: UTF8.self)
                .replacingOccurrences(of: "\"block_number\":7", with: "\"block_number\":0")
            guard let answer = try? http.post(address, body: Array(text.utf8)) else {
                return .response(HTTPResponse(status: 502, text: "no answer"))
            }
            return .response(HTTPResponse(body: answer.body))
        }
        client = RPCClient("http://127.0.0.1:\(proxy.port)")
    }

    deinit {
        proxy.stop()
        node.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
