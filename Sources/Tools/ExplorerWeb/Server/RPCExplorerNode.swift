import JSONCoding
public import StarknetClient
import StarknetJSON

/// The chain's node, asked by the client that everyone uses. Answers stay JSON: pages show what a node says, also where
/// it is not what the types of the chain allow.
public struct RPCExplorerNode: ExplorerNode {
    let client: RPCClient

    public init(client: RPCClient) { self.client = client }

    /// The node's own failures, JSON-RPC's "internal error" and those a server defines: nothing is known.
    private static let failureCodes = RPCErrorCode.internalError.rawValue ... -32_000
    /// A reason longer than this is cut.
    private static let reasonCharactersMax = 2000

    public func ask(_ method: String, _ params: String) -> NodeAnswer {
        do {
            let result = try client.call(method, parametersText: Array(params.utf8))
            return result.isNull ? .silent : .result(result)
        } catch .rpc(let code, let message, let data) {
            if RPCErrorCode(rawValue: code)?.meansAbsent ?? false { return .absent }
            if Self.failureCodes.contains(code) { return .silent }
            let text = data.isEmpty ? message : "\(message): \(data)"
            return .refused(String(text.prefix(Self.reasonCharactersMax)))
        } catch .notRPC(_, status: 429) {
            // The node is there and has no time for this question.
            return .refused("the node is busy; try again in a moment")
        } catch {
            return .silent
        }
    }
}
