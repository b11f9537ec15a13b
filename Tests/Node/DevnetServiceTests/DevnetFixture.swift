import DevnetService
import Foundation
import JSONCoding
import StarknetClient
import VectorFiles

/// A development network with a client of its RPC.
final class DevnetFixture {
    let devnet: Devnet
    let client: RPCClient

    init(_ change: (inout DevnetSettings) -> Void = { _ in }) throws {
        var settings = DevnetSettings(
            contractsFolder: VectorFiles.packageRoot.appendingPathComponent("Contracts").path,
            folder: FileManager.default.temporaryDirectory.appendingPathComponent("devnet-\(UUID().uuidString)").path)
        settings.rpcPort = 0
        settings.accountCount = 2
        change(&settings)
        devnet = try Devnet(settings)
        client = RPCClient("http://127.0.0.1:\(devnet.rpcPort)")
    }

    deinit { devnet.stop() }

    /// A method's result, by parameters as JSON text.
    func call(_ method: String, _ parameters: String = "{}") throws -> JSONValue {
        try client.call(method, parametersText: Array(parameters.utf8))
    }

    /// The code of the error that a method answers with; 0 for a result.
    func code(_ method: String, _ parameters: String) -> Int {
        do {
            _ = try client.call(method, parametersText: Array(parameters.utf8))
            return 0
        } catch {
            if case .rpc(let code, _, _) = error { return code }
            return -1
        }
    }
}
